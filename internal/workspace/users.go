package workspace

import (
	"cmp"
	"strings"
	"time"
	_ "time/tzdata" // people's zones are named, on machines without a zone database too
)

// The methods about people.

func usersList(w *Workspace, c *call) (object, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := make([]*User, len(w.state.people))
	for i, id := range w.state.people {
		all[i] = w.state.users[id]
	}
	some, next, err := page(c, all, func(u *User) string { return u.ID }, max(len(all), 1), 1000)
	if err != nil {
		return nil, err
	}
	out := make([]object, len(some))
	for i, u := range some {
		out[i] = w.wireUser(u, c.yes("include_locale"))
	}
	return object{"members": out, "cache_ts": w.clock.now().Unix(), "response_metadata": object{"next_cursor": next}}, nil
}

func usersInfo(w *Workspace, c *call) (object, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	u := w.state.users[c.str("user")]
	if u == nil {
		return nil, refuse("user_not_found")
	}
	return object{"user": w.wireUser(u, c.yes("include_locale"))}, nil
}

func usersLookupByEmail(w *Workspace, c *call) (object, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	email := c.str("email")
	for _, id := range w.state.people {
		u := w.state.users[id]
		if email != "" && !u.Deleted && strings.EqualFold(u.Email, email) {
			return object{"user": w.wireUser(u, false)}, nil
		}
	}
	return nil, refuse("users_not_found")
}

// wireUser is a person as the Web API shows them. The caller holds mu.
func (w *Workspace) wireUser(u *User, locale bool) object {
	zone := cmp.Or(u.TZ, "Asia/Shanghai")
	label, offset := zone, 0
	if loc, err := time.LoadLocation(zone); err == nil {
		label, offset = w.clock.now().In(loc).Zone()
	}
	profile := object{
		"real_name": u.RealName, "real_name_normalized": u.RealName, "display_name": u.Name, "display_name_normalized": u.Name,
		"title": u.Title, "team": w.state.team.ID, "status_text": "", "status_emoji": "", "avatar_hash": "",
	}
	if u.Email != "" && w.state.manifest.grants("users:read.email") {
		profile["email"] = u.Email
	}
	if u.Bot && u.ID == w.state.app.BotUserID {
		profile["api_app_id"], profile["bot_id"] = w.state.app.ID, w.state.app.BotID
	}
	out := object{
		"id": u.ID, "team_id": w.state.team.ID, "name": u.Name, "real_name": u.RealName, "deleted": u.Deleted,
		"tz": zone, "tz_label": label, "tz_offset": offset, "profile": profile, "is_bot": u.Bot, "is_app_user": false,
		"is_admin": u.Owner, "is_owner": u.Owner, "is_primary_owner": false, "is_email_confirmed": u.Email != "",
		"is_restricted": u.Guest || u.Ultra, "is_ultra_restricted": u.Ultra, "updated": w.state.last.Unix(),
	}
	if locale {
		out["locale"] = cmp.Or(u.Locale, "zh-CN")
	}
	return out
}
