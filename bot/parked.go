package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"chainlead/internal/say"
	"chainlead/store"
)

// park sets an address's messages aside: none can be delivered until someone changes something. The office is told once. A message
// that may have arrived stays claimed, so that it is looked for first when its day comes.
func (s *sender) park(failed store.Posting, cause error) error {
	return s.update(func(tx *store.Tx) error {
		owed, parked, err := outstanding(tx)
		if err != nil {
			return err
		}
		first := failed.N
		for _, p := range parked {
			if p.To == failed.To {
				first = min(first, p.N)
			}
		}
		for _, p := range owed {
			waiting := p.State == store.Queued && !p.After.After(tx.Now)
			if p.To != failed.To || p.N != failed.N && !waiting {
				continue
			}
			if p.State == store.Queued || !errors.Is(cause, errLooking) {
				p.State = store.Parked
			}
			p.After, p.Why = tx.Now.Add(retryParked), explain(cause)
			if err := tx.PutPosting(p); err != nil {
				return err
			}
		}
		return tellOffice(tx, failed.To, first, cause)
	})
}

// resume queues the parked messages of an address again, in their old order: what held them up may be gone. It reports whether there
// were any.
func (s *sender) resume(to store.Address) (again bool, err error) {
	err = s.update(func(tx *store.Tx) error {
		owed, parked, err := outstanding(tx)
		if err != nil {
			return err
		}
		for _, p := range append(parked, owed...) {
			if p.To != to || !aside(p, tx.Now) {
				continue
			}
			if p.State == store.Parked {
				p.State = store.Queued
			}
			p.After, again = time.Time{}, true
			if err := tx.PutPosting(p); err != nil {
				return err
			}
		}
		return nil
	})
	return again, err
}

// waitingFor reports whether messages are set aside for an address: looking is cheaper than a commit.
func (s *sender) waitingFor(to store.Address) (waiting bool, err error) {
	err = s.b.Store.View(func(tx *store.Tx) error {
		owed, parked, err := outstanding(tx)
		for _, p := range append(parked, owed...) {
			waiting = waiting || p.To == to && aside(p, tx.Now)
		}
		return err
	})
	return waiting, err
}

// aside reports whether a message is parked, or claimed or amended and put off for as long.
func aside(p store.Posting, now time.Time) bool {
	return p.State == store.Parked || p.State != store.Queued && p.After.Sub(now) > retryMost
}

// tellOffice queues a message to the office that an address can't be reached, once for as long as that lasts.
func tellOffice(tx *store.Tx, to store.Address, first uint64, cause error) error {
	office, err := tx.TheOffice()
	if err != nil {
		return err
	}
	m, err := unreachable(tx, to, cause)
	if err != nil {
		return err
	}
	for _, p := range office {
		if p.ID == to.Person {
			continue
		}
		key := "parked/" + to.String() + "/" + strconv.FormatUint(first, 10) + "/" + string(p.ID)
		if err := tx.Send(store.Outgoing{Key: key, To: store.Address{Person: p.ID}, Message: m}); err != nil {
			return fmt.Errorf("office told: %w", err)
		}
	}
	return nil
}

// unreachable says who can't be reached, why, and what to do.
func unreachable(tx *store.Tx, to store.Address, cause error) (say.Message, error) {
	who := say.Room(string(to.Channel), string(to.Channel))
	if to.Person != "" {
		p, err := tx.Someone(to.Person)
		if err != nil {
			return say.Message{}, err
		}
		who = p.At()
	}
	return say.Lines(
		say.T("Messages for %s can't be delivered: %s.", "发给%s的消息无法送达：%s。", who, whyStuck(cause)),
		say.T("They are kept, and delivered as soon as that is put right.", "消息已保留，问题解决后自动补发。"),
	), nil
}

// whyStuck is what stands in the way, and what to do about it.
func whyStuck(cause error) say.Text {
	var answer slack.SlackErrorResponse
	errors.As(cause, &answer)
	switch {
	case errors.Is(cause, errShared):
		return say.T("the channel is shared with another organisation; please name another one in the register", "该频道与外部组织共享，请在名册中改用内部频道")
	case errors.Is(cause, errLeft), answer.Err == "user_disabled", answer.Err == "account_inactive", answer.Err == "user_not_found":
		return say.T("the account is deactivated; please name someone else in the register", "该账号已停用，请在名册中更换人员")
	case answer.Err == "is_archived", answer.Err == "is_inactive":
		return say.T("the channel is archived; please restore it or name another one in the register", "该频道已归档，请恢复频道或在名册中更换")
	case answer.Err == "not_in_channel", answer.Err == "channel_not_found":
		return say.T("the assistant isn't in the channel; please invite it there with /invite", "助手不在该频道，请在频道中用 /invite 邀请助手加入")
	case strings.HasPrefix(answer.Err, "restricted_action"):
		return say.T("only some members may post there; please let the assistant post", "该频道限制发言，请允许助手发言")
	case answer.Err == "missing_scope":
		return say.T("the app lacks the permission %s; please reinstall it from the manifest", "应用缺少权限 %s，请按清单重新安装", answer.Needed)
	}
	return say.T("Slack says %s", "Slack 返回 %s", answer.Err)
}
