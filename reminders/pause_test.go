package reminders

import (
	"testing"

	"chainlead/store"
	"chainlead/store/storetest"
)

// While paused nothing is said unasked; afterwards what was missed is made up as after an outage: once.
func TestPausedNothingIsSaidAndAfterwardsOnce(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	o.promise("寄送测算资料", "2022-11-10")
	pause := func(on bool) {
		storetest.Update(t, o.s, func(tx *store.Tx) error { return tx.PutPause(on) })
	}
	pause(true)
	for _, at := range []string{"2022-11-10 09:00", "2022-11-11 09:00", "2022-11-11 17:00"} {
		if got := o.tick(at); len(got) != 0 {
			t.Errorf("at %s: %q", at, got)
		}
	}
	if next, err := Next(o.s); err != nil || !next.IsZero() {
		t.Errorf("the next reminder is due at %s (%v)", next, err)
	}
	o.clock.Set(t, "2022-11-14 08:30")
	pause(false)
	if got := onlyTo(o.tick("2022-11-14 08:30"), "@U-qingfeng-a"); len(got) != 1 {
		t.Errorf("after the pause: %q", got)
	}
}
