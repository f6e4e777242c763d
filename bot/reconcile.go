package main

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"chainlead/store"
)

// A verdict is what a failure means for a message.
type verdict int

const (
	arrived verdict = iota // no failure
	unknown                // it may have arrived: look before posting again
	later                  // it hasn't arrived; try again
	outside                // the bot isn't in the channel
	stuck                  // it can't be delivered until someone changes something
	broken                 // our own fault: Slack doesn't take the blocks
	gone                   // there is nothing left to amend
	refused                // Slack doesn't take our token any more
)

// verdicts are Slack's words for them. What isn't here hasn't arrived and is tried again.
var verdicts = words(map[verdict]string{
	unknown: `internal_error fatal_error service_unavailable request_timeout`,
	outside: `not_in_channel`,
	stuck: `is_archived is_inactive channel_not_found user_disabled user_not_found user_not_visible account_inactive cannot_dm_bot messages_tab_disabled
		restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel restricted_action_non_threadable_channel
		missing_scope posting_to_general_channel_denied ekm_access_denied team_access_not_granted`,
	broken:  `invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long no_text too_many_attachments invalid_arguments`,
	gone:    `message_not_found cant_update_message edit_window_closed`,
	refused: `invalid_auth not_authed token_revoked token_expired`,
})

func words(lists map[verdict]string) map[string]verdict {
	out := map[string]verdict{}
	for v, list := range lists {
		for _, w := range strings.Fields(list) {
			out[w] = v
		}
	}
	return out
}

// Reasons not to post that are our own.
var (
	errShared = errors.New("shared with another organisation")
	errLeft   = errors.New("account deactivated")
)

// judge tells what a failed call means. Whatever isn't Slack's own answer leaves the outcome unknown.
func judge(err error) verdict {
	var limited *slack.RateLimitedError
	var answer slack.SlackErrorResponse
	var status slack.StatusCodeError
	switch {
	case err == nil:
		return arrived
	case errors.Is(err, errShared), errors.Is(err, errLeft):
		return stuck
	case errors.As(err, &limited), errors.As(err, &status) && status.Code == 429:
		return later
	case errors.As(err, &answer):
		if v, ok := verdicts[answer.Err]; ok {
			return v
		}
		return later
	}
	return unknown
}

// explain is an error with what Slack says about it in detail.
func explain(err error) string {
	var answer slack.SlackErrorResponse
	if !errors.As(err, &answer) {
		return err.Error()
	}
	out := answer.Err
	if answer.Needed != "" {
		out += ", needed: " + answer.Needed
	}
	return strings.Join(append([]string{out}, answer.ResponseMetadata.Messages...), "; ")
}

// failed stores what a failure means for a message, given as it stood before the attempt, and reports whether the next
// one to the same address may follow.
func (s *sender) failed(p store.Posting, cause error) (goOn bool, err error) {
	s.b.Log.Warn("message not delivered", "key", p.Key, "to", p.To.String(), "err", explain(cause))
	switch v := judge(cause); v {
	case stuck, outside:
		return false, s.park(p, cause)
	case broken:
		s.b.Log.Error("message dropped: refused even as plain text", "key", p.Key)
		return true, s.note(p.N, func(q *store.Posting, _ time.Time) { q.State, q.Why = store.Dropped, explain(cause) })
	default:
		if v == refused {
			s.b.lost(cause)
		}
		absent := v != unknown && !errors.Is(cause, errLooking)
		return false, s.note(p.N, func(q *store.Posting, now time.Time) {
			if q.State == store.Claimed && absent {
				q.State = store.Queued
			}
			q.After, q.Tried, q.Why = now.Add(patience(p, cause)), now, explain(cause)
		})
	}
}

// note changes a message in the outbox.
func (s *sender) note(n uint64, f func(*store.Posting, time.Time)) error {
	return s.update(func(tx *store.Tx) error {
		p, err := tx.Posting(n)
		if err != nil {
			return err
		}
		f(&p, tx.Now)
		return tx.PutPosting(p)
	})
}

// patience is how long to wait before the next try: as long as Slack asks for, else twice as long as the last time.
func patience(p store.Posting, cause error) time.Duration {
	var limited *slack.RateLimitedError
	if errors.As(cause, &limited) {
		return max(limited.RetryAfter, time.Second)
	}
	if p.Why == "" {
		return retryFirst
	}
	return min(max(2*p.After.Sub(p.Tried), retryFirst), retryMost)
}

// doubt makes what was claimed when the program last stopped wait a little before the search for it: it may still be on its way.
func (s *sender) doubt() error {
	return s.update(func(tx *store.Tx) error {
		owed, err := tx.Owed()
		if err != nil {
			return err
		}
		for _, p := range owed {
			if p.State != store.Claimed || p.After.After(tx.Now) {
				continue
			}
			p.After, p.Tried, p.Why = tx.Now.Add(retryFirst), tx.Now, "the program stopped while it was being posted"
			if err := tx.PutPosting(p); err != nil {
				return err
			}
		}
		return nil
	})
}

// find looks for a message whose outcome is unknown in the channel's history since the last time stamp Slack gave for it, and
// returns its own; "" if it isn't there.
func (s *sender) find(ctx context.Context, room store.ChannelID, p store.Posting) (ts string, err error) {
	ask := slack.GetConversationHistoryParameters{ChannelID: string(room), Limit: 200, IncludeAllMetadata: true}
	err = s.b.Store.View(func(tx *store.Tx) error {
		ask.Oldest = tx.LastTS(room)
		return nil
	})
	for err == nil {
		var page *slack.GetConversationHistoryResponse
		if page, err = s.history(ctx, &ask); err != nil {
			break
		}
		for _, m := range page.Messages {
			if m.Metadata.EventType == metadata && m.Metadata.EventPayload["key"] == p.Key {
				return m.Timestamp, nil
			}
		}
		if ask.Cursor = page.ResponseMetaData.NextCursor; ask.Cursor == "" {
			return "", nil
		}
	}
	return "", errors.Join(errLooking, err)
}

var errLooking = errors.New("looking for it in the channel")

// history asks for a page, joining the channel first if need be: a message can be posted where history can't be read.
func (s *sender) history(ctx context.Context, ask *slack.GetConversationHistoryParameters) (*slack.GetConversationHistoryResponse, error) {
	page, err := s.b.api.GetConversationHistoryContext(ctx, ask)
	if judge(err) != outside {
		return page, err
	}
	if _, _, _, joined := s.b.api.JoinConversationContext(ctx, ask.ChannelID); joined != nil {
		return nil, err
	}
	return s.b.api.GetConversationHistoryContext(ctx, ask)
}

// amended stores what became of an update. The message may have changed again while it was under way.
func (s *sender) amended(sent store.Posting, cause error) (goOn bool, err error) {
	v := judge(cause)
	if v != arrived {
		s.b.Log.Warn("message not amended", "key", sent.Key, "err", explain(cause))
	}
	return v != later, s.note(sent.N, func(p *store.Posting, now time.Time) {
		switch v {
		case later, unknown, refused:
			p.After, p.Tried, p.Why = now.Add(patience(sent, cause)), now, explain(cause)
		case stuck, outside:
			p.After, p.Why = now.Add(retryParked), explain(cause)
		case arrived:
			p.Amended = !reflect.DeepEqual(p.Message, sent.Message)
			p.After, p.Why = time.Time{}, ""
		default: // the posted message can't be changed any more; what it says was true when it was posted
			p.Amended, p.After, p.Why = false, time.Time{}, explain(cause)
		}
	})
}
