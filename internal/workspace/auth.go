package workspace

import (
	"cmp"
	"strings"
)

// The methods that tell an app who it is and let it connect.

func apiTest(w *Workspace, c *call) (object, error) {
	if e := c.str("error"); e != "" {
		return nil, refuse(e)
	}
	return object{"args": c.args}, nil
}

func authTest(w *Workspace, _ *call) (object, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := &w.state
	return object{
		"url": w.base + "/", "team": s.team.Name, "user": s.users[s.app.BotUserID].Name, "team_id": s.team.ID,
		"user_id": s.app.BotUserID, "bot_id": s.app.BotID, "is_enterprise_install": false,
	}, nil
}

func connectionsOpen(w *Workspace, c *call) (object, error) {
	w.mu.Lock()
	base := cmp.Or(w.base, "http://"+c.host)
	app := w.state.app.ID
	w.mu.Unlock()
	url := "ws" + strings.TrimPrefix(base, "http") + "/link/?ticket=" + w.hub.ticket() + "&app_id=" + app
	return object{"url": url}, nil
}
