package workspace

import "time"

// triggerLives is how long, in real time, the app may open a dialog after an interaction.
const triggerLives = 3 * time.Second

// A trigger lets the app open one dialog in front of the person who just did something.
type trigger struct {
	user string
	view string // the dialog it came from, if it did
	at   time.Time
	used bool
}

// newTrigger hands out a trigger ID. The caller holds mu.
func (w *Workspace) newTrigger(user, view string) string {
	for id, t := range w.live.triggers {
		if time.Since(t.at) > time.Hour {
			delete(w.live.triggers, id)
		}
	}
	id := random(digits, 13) + "." + random(digits, 12) + "." + newUUID()
	w.live.triggers[id] = &trigger{user: user, view: view, at: time.Now()}
	return id
}

// useTrigger takes a trigger, which works once. The caller holds mu.
func (w *Workspace) useTrigger(id string) (*trigger, error) {
	t := w.live.triggers[id]
	switch {
	case t == nil:
		return nil, refuse("invalid_trigger_id")
	case t.used:
		return nil, refuse("exchanged_trigger_id")
	case time.Since(t.at) > triggerLives:
		return nil, refuse("expired_trigger_id")
	}
	t.used = true
	return t, nil
}
