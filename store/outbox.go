package store

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"chainlead/internal/say"
)

// An Address is where a message goes: to one person's DM, or to a channel.
type Address struct {
	Person  PersonID  `json:"person,omitempty"`
	Channel ChannelID `json:"channel,omitempty"`
}

// String is the address as the outbox orders by it: messages to one address are posted in the order they were queued.
func (a Address) String() string {
	if a.Person != "" {
		return "@" + string(a.Person)
	}
	return "#" + string(a.Channel)
}

// An Outgoing is a message the bot owes. Key says what, to whom, for when; the same key is never queued twice. It holds no
// names: it travels in Slack's metadata, which every member can read.
type Outgoing struct {
	Key       string
	To        Address
	Message   say.Message
	NotBefore time.Time // zero: at once
	Bulk      bool      // it can wait for what concerns one person: a tally
}

// State is how far a message has got.
type State string

// The states of a message. Claimed means that the outcome of a post is unknown until it is confirmed: after a crash or
// a timeout the channel's history is asked before it is posted again.
const (
	Queued  State = "queued"
	Claimed State = "claimed"
	Posted  State = "posted"
	Parked  State = "parked" // can't be delivered for now: archived, not in channel, disabled
	Dropped State = "dropped"
)

// A Posting is a message in the outbox, with what became of it.
type Posting struct {
	N       uint64      `json:"n"`
	Key     string      `json:"key"`
	To      Address     `json:"to"`
	Message say.Message `json:"message"`
	Call    string      `json:"call,omitempty"` // the call that queued it
	Bulk    bool        `json:"bulk,omitempty"`
	State   State       `json:"state"`
	At      time.Time   `json:"at"`                // when it was to go out: as it was queued, or later if it was for later
	After   time.Time   `json:"after,omitzero"`    // not to be posted, amended or tried again before
	Tried   time.Time   `json:"tried,omitzero"`    // claimed
	Room    ChannelID   `json:"room,omitempty"`    // where Slack put it
	TS      string      `json:"ts,omitempty"`      // Slack's time stamp
	Amended bool        `json:"amended,omitempty"` // changed since it was posted; Slack must be told
	Why     string      `json:"why,omitempty"`     // of the last failure
}

var outbox = &table[Posting]{name: "outbox", prefix: "M-", indexes: []index[Posting]{
	{"key", func(p Posting) []string { return []string{p.Key} }},
	{"open", func(p Posting) []string {
		if !p.owed() {
			return nil
		}
		return []string{p.To.String()}
	}},
	{"about", func(p Posting) []string {
		var ids []string
		for _, it := range p.Message.Items {
			if it.About != "" {
				ids = append(ids, it.About)
			}
		}
		return ids
	}},
	{"parked", func(p Posting) []string {
		if p.State != Parked {
			return nil
		}
		return []string{p.To.String()}
	}},
}}

func (p Posting) owed() bool {
	return p.State == Queued || p.State == Claimed || p.State == Posted && p.Amended
}

func (p Posting) id() string { return outbox.prefix + strconv.FormatUint(p.N, 10) }

// Send queues a message, once per key; it is posted after the commit.
func (tx *Tx) Send(o Outgoing) error {
	if o.To == (Address{}) {
		return fmt.Errorf("message %s has no address", o.Key)
	}
	if before, err := tx.Sent(o.Key); before || err != nil {
		return err
	}
	n, err := tx.bucket(outbox.name).NextSequence()
	if err != nil {
		return fmt.Errorf("message %s: %w", o.Key, err)
	}
	p := Posting{N: n, Key: o.Key, To: o.To, Message: o.Message, Call: tx.by.Call, Bulk: o.Bulk, State: Queued, At: tx.Now, After: o.NotBefore}
	if o.NotBefore.After(p.At) {
		p.At = o.NotBefore
	}
	return tx.PutPosting(p)
}

// Sent reports whether a message was queued under the key.
func (tx *Tx) Sent(key string) (bool, error) {
	for _, err := range outbox.with(tx, "key", key) {
		return err == nil, err
	}
	return false, nil
}

// PutPosting stores what became of a message. Only the sender calls it.
func (tx *Tx) PutPosting(p Posting) error {
	tx.queued = true
	if _, err := outbox.put(tx, p.id(), p); err != nil {
		return fmt.Errorf("message %s: %w", p.Key, err)
	}
	return nil
}

// Posting returns a message by its number.
func (tx *Tx) Posting(n uint64) (Posting, error) {
	return outbox.get(tx, outbox.prefix+strconv.FormatUint(n, 10))
}

// Owed lists what is to be posted or amended, by address and then in the order it was queued. The sender takes the first of
// each address whose time has come.
func (tx *Tx) Owed() ([]Posting, error) {
	return collect(outbox.between(tx, "open", "", "\xff"))
}

// ParkedMessages lists the messages that can't be delivered for now.
func (tx *Tx) ParkedMessages() ([]Posting, error) {
	return collect(outbox.between(tx, "parked", "", "\xff"))
}

// Amend changes the item about a record in every message that holds it, queued or posted: a button pressed in one place
// is answered in all.
func (tx *Tx) Amend(about string, item say.Item) error {
	item.About = about
	holding, err := collect(outbox.with(tx, "about", about))
	if err != nil {
		return err
	}
	for _, p := range holding {
		p.Message.Items = slices.Clone(p.Message.Items)
		for i := range p.Message.Items {
			if p.Message.Items[i].About == about {
				p.Message.Items[i] = item
			}
		}
		p.Amended = p.Amended || p.State == Posted || p.State == Claimed
		if err := tx.PutPosting(p); err != nil {
			return err
		}
	}
	return nil
}

// dropQueued takes back the messages a call queued that haven't gone out.
func (tx *Tx) dropQueued(call string) error {
	owed, err := tx.Owed()
	if err != nil {
		return err
	}
	for _, p := range owed {
		if p.Call == call && p.State == Queued {
			p.State = Dropped
			if err := tx.PutPosting(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// LastTS is the newest time stamp Slack gave for a channel; "" before the first. The search for a message whose outcome is
// unknown starts there.
func (tx *Tx) LastTS(room ChannelID) string {
	return string(tx.bucket("meta").Get([]byte("ts/" + room)))
}

// PutLastTS notes a time stamp Slack gave.
func (tx *Tx) PutLastTS(room ChannelID, ts string) error {
	if ts <= tx.LastTS(room) {
		return nil
	}
	return tx.bucket("meta").Put([]byte("ts/"+room), []byte(ts))
}
