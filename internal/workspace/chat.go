package workspace

import (
	"encoding/json"
	"unicode/utf8"
)

const (
	maxText     = 40_000 // characters of a posted message's text
	maxEdit     = 4_000  // of an edited one's
	maxMetadata = 8_000  // bytes; Slack doesn't publish its own limit
)

// A draft is what a caller wants said: the part that all ways of posting have in common.
type draft struct {
	text     string
	blocks   []object
	hasBlock bool // blocks were given, maybe none
	meta     *metadata
	hasMeta  bool
}

// readDraft reads and checks text, blocks and metadata.
func readDraft(c *call, most int) (draft, error) {
	d := draft{text: c.str("text")}
	if utf8.RuneCountInString(d.text) > most {
		return d, refuse("msg_too_long")
	}
	raw := c.raw("blocks")
	d.hasBlock = raw != nil
	var err error
	if d.blocks, err = readBlocks(raw, inMessage); err != nil {
		return d, err
	}
	d.hasMeta = c.raw("metadata") != nil
	d.meta, err = readMetadata(c.raw("metadata"))
	return d, err
}

// readMetadata checks a message's metadata. {} and, as slack-go sends it, an empty event_type mean none.
func readMetadata(raw json.RawMessage) (*metadata, error) {
	if raw == nil {
		return nil, nil
	}
	if len(raw) > maxMetadata {
		return nil, refuse("metadata_too_large")
	}
	var m metadata
	if json.Unmarshal(raw, &m) != nil {
		return nil, refuse("invalid_metadata_format")
	}
	var payload object
	empty := len(m.EventPayload) == 0 || string(m.EventPayload) == "null"
	switch {
	case m.EventType == "" && empty:
		return nil, nil
	case m.EventType == "" || empty || json.Unmarshal(m.EventPayload, &payload) != nil:
		return nil, refuse("invalid_metadata_format")
	}
	return &m, nil
}

func chatPostMessage(w *Workspace, c *call) (object, error) {
	d, err := readDraft(c, maxText)
	if err != nil {
		return nil, err
	}
	m, err := w.post(c, d)
	if err != nil {
		return nil, err
	}
	w.announce(m)
	return object{"channel": m.Channel, "ts": m.TS, "message": w.wire(m, false)}, nil
}

func (w *Workspace) post(c *call, d draft) (*message, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	r, err := w.roomFor(c.str("channel"))
	if err != nil {
		return nil, err
	}
	if err := w.maySpeak(r); err != nil {
		return nil, err
	}
	if d.text == "" && len(d.blocks) == 0 {
		return nil, refuse("no_text")
	}
	m := w.botMessage(r, d)
	if m.ThreadTS = c.str("thread_ts"); m.ThreadTS != "" && r.message(m.ThreadTS) == nil {
		return nil, refuse("thread_not_found")
	}
	return m, w.commit(change{Post: m})
}

// botMessage is a new message by the bot. The caller holds mu.
func (w *Workspace) botMessage(r *room, d draft) *message {
	return &message{TS: w.clock.ts(), Channel: r.ID, User: w.state.app.BotUserID, Bot: true, Text: d.text, Blocks: d.blocks, Metadata: d.meta}
}

func chatPostEphemeral(w *Workspace, c *call) (object, error) {
	d, err := readDraft(c, maxText)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	r, err := w.roomFor(c.str("channel"))
	if err != nil {
		return nil, err
	}
	if err := w.maySpeak(r); err != nil {
		return nil, err
	}
	u := w.state.users[c.str("user")]
	switch {
	case u == nil || u.Deleted || !r.has(u.ID):
		return nil, refuse("user_not_in_channel")
	case d.text == "" && len(d.blocks) == 0:
		return nil, refuse("no_text")
	}
	m := w.botMessage(r, d)
	w.whisper(m, u.ID)
	return object{"message_ts": m.TS}, nil
}

// chatUpdate replaces a message of the bot's own. Text without blocks drops the blocks, blocks without text keep the
// text, metadata stays unless it is given.
func chatUpdate(w *Workspace, c *call) (object, error) {
	d, err := readDraft(c, maxEdit)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	m, err := w.edit(c, d)
	w.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return object{"channel": m.Channel, "ts": m.TS, "text": m.Text, "message": w.wire(m, false)}, nil
}

func (w *Workspace) edit(c *call, d draft) (*message, error) {
	r, old, err := w.ownMessage(c, "cant_update_message")
	if err != nil {
		return nil, err
	}
	m := *old
	if d.text != "" || d.hasBlock {
		m.Blocks = d.blocks
	}
	if d.text != "" {
		m.Text = d.text
	}
	if d.hasMeta {
		m.Metadata = d.meta
	}
	switch {
	case r.Archived:
		return nil, refuse("is_inactive")
	case d.text == "" && !d.hasBlock && !d.hasMeta, m.Text == "" && len(m.Blocks) == 0:
		return nil, refuse("no_text")
	}
	m.Edited = w.clock.ts()
	return &m, w.commit(change{Edit: &m})
}

func chatDelete(w *Workspace, c *call) (object, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, m, err := w.ownMessage(c, "cant_delete_message")
	if err != nil {
		return nil, err
	}
	return object{"channel": m.Channel, "ts": m.TS}, w.commit(change{Delete: &place{m.Channel, m.TS}})
}

// ownMessage finds the message that a call is about, which must be the bot's.
func (w *Workspace) ownMessage(c *call, otherwise string) (*room, *message, error) {
	r := w.state.channels[c.str("channel")] // not a person's ID: a DM is edited by its own ID
	if r == nil || r.Private && !r.has(w.state.app.BotUserID) {
		return nil, nil, refuse("channel_not_found")
	}
	m := r.message(c.str("ts"))
	switch {
	case m == nil:
		return nil, nil, refuse("message_not_found")
	case !m.Bot:
		return nil, nil, refuse(otherwise)
	}
	return r, m, nil
}

// wire is a message as the Web API and the events show it.
func (w *Workspace) wire(m *message, allMetadata bool) object {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := &w.state
	out := object{"type": "message", "user": m.User, "text": m.Text, "ts": m.TS, "team": s.team.ID}
	if m.Bot {
		out["bot_id"], out["app_id"] = s.app.BotID, s.app.ID
		out["bot_profile"] = object{"id": s.app.BotID, "app_id": s.app.ID, "user_id": s.app.BotUserID, "team_id": s.team.ID,
			"name": s.users[s.app.BotUserID].RealName, "deleted": false, "updated": 0}
	}
	if len(m.Blocks) > 0 {
		out["blocks"] = m.Blocks
	}
	if m.ThreadTS != "" {
		out["thread_ts"] = m.ThreadTS
	}
	if m.Edited != "" {
		out["edited"] = object{"user": m.User, "ts": m.Edited}
	}
	switch {
	case m.Metadata == nil:
	case allMetadata:
		out["metadata"] = m.Metadata
	default:
		out["metadata"] = object{"event_type": m.Metadata.EventType}
	}
	return out
}
