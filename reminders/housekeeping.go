package reminders

import (
	"time"

	"chainlead/store"
)

var _ = add(Reminder{
	Name:   "housekeeping",
	Spec:   func(store.Settings) string { return "10 3 * * *" },
	DayOff: Run, Missed: Latest,
	Run: func(tx *store.Tx, _ time.Time) error { return tx.ForgetSeen() },
})
