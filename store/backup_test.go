package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"chainlead/store"
	"chainlead/store/storetest"
)

// A hot copy a day, the newest seven; a copy put in the place of the data is opened like it.
func TestDailyCopies(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	clock := &storetest.Clock{}
	s.Now = clock.Now
	clock.Set(t, "2022-11-01 09:00")
	storetest.Update(t, s, storetest.Load)
	lead := store.Lead{Filed: store.Filed{Unit: "qingfeng", Chain: "hydrogen"}, Company: "鹏程氢动力"}
	storetest.Update(t, s, func(tx *store.Tx) error { return tx.PutLead(&lead) })
	for _, day := range []string{"01", "02", "03", "04", "05", "06", "07", "08", "09"} {
		clock.Set(t, "2022-11-"+day+" 09:00")
		for range 2 {
			if err := s.Backup(); err != nil {
				t.Fatal(err)
			}
		}
	}
	kept, err := filepath.Glob(filepath.Join(dir, "backups", "*"))
	if err != nil || len(kept) != 7 || filepath.Base(kept[0]) != "chainlead-2022-11-03.db" {
		t.Fatalf("kept %v (%v)", kept, err)
	}
	storetest.Update(t, s, func(tx *store.Tx) error { return tx.Withdraw(string(lead.ID), "误删") })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// putting it back, as the docs say: stop, copy, start
	raw, err := os.ReadFile(kept[6])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "chainlead.db"), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err = store.Open(dir); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	storetest.View(t, s, func(tx *store.Tx) error {
		l, err := tx.Lead(lead.ID)
		if l.Withdrawn != nil {
			t.Error("the copy has the later withdrawal")
		}
		return err
	})
}
