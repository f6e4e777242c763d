package store

import (
	"fmt"
	"slices"
	"strings"
)

// An Action is something a person may or may not do: a row of the matrix.
type Action string

// The actions.
const (
	MayRecord      Action = "record"       // record a trip or a lead
	MayRecordOther Action = "record_other" // … for another unit
	MayChangeOwn   Action = "change_own"   // undo or withdraw what one typed
	MayChange      Action = "change"       // … what another typed
	MaySeeNames    Action = "names"        // see records with the investor's name
	MaySeeHidden   Action = "hidden"       // see a name marked 保密
	MaySeePlans    Action = "plans"        // see a plan with a city leader on it
	MayTallyUnit   Action = "tally_unit"   // ask for a unit's tally
	MayTallyChain  Action = "tally_chain"
	MayTallyCity   Action = "tally_city"
	MayClose       Action = "close"        // close a follow-up
	MayDecide      Action = "decide_claim" // decide whose a lead is
	MayConfirm     Action = "confirm"      // confirm a newcomer
	MayDeclareZero Action = "zero"         // declare that there is nothing to report
	MayResign      Action = "resign"       // change the sum or day of a posted signing
	MayDetail      Action = "detail"       // see the IDs behind a figure
	MayAsk         Action = "ask"          // ask upward
	MayRelease     Action = "release"      // submit a request to the chain's leader
	MayAnswer      Action = "answer"       // answer it
	MayJudge       Action = "judge"        // judge a lead valid
	MayEnterFunds  Action = "funds"        // enter arrived money
	MayAuditFunds  Action = "audit_funds"
	MayExtendMore  Action = "extend_more" // put a follow-up off a third time
	MaySendBack    Action = "send_back"   // send back what isn't really done
	MayAssign      Action = "assign"      // give a unit something to do (交办)
	MayAppoint     Action = "appoint"     // give someone a role
	MayPause       Action = "pause"       // pause everything the bot says unasked
	MayRunTally    Action = "desk"        // the draft: hide an item, hold, post, correct
)

// A Scope says of which records an action is allowed.
type Scope string

// The scopes. Acting is in the leader's name, logged so; its reach is the leader's chain.
const (
	None    Scope = "-"
	OwnOnly Scope = "own"
	InUnit  Scope = "unit"
	InBase  Scope = "base"
	InChain Scope = "chain"
	Acting  Scope = "for"
	All     Scope = "all"
)

// matrix is who may do what: one row an action, one column a role.
var matrix = parseMatrix(`
              cadre liaison head base taskforce taskforce_office leader leader_liaison base_leader office office_head admin
record        unit  unit    unit base chain     chain            -      for            -           all    all         -
record_other  -     -       -    -    -         -                -      for            -           all    all         -
change_own    own   own     own  own  own       own              -      own            -           own    own         -
change        -     unit    unit -    -         -                -      -              -           all    all         -
names         unit  unit    unit base chain     chain            chain  chain          -           all    all         -
hidden        own   -       unit own  -         chain            chain  chain          -           all    all         -
plans         own   unit    unit own  -         -                own    own            own         all    all         -
tally_unit    unit  unit    unit base unit      unit             -      -              base        all    all         -
tally_chain   all   all     all  all  all       all              all    all            -           all    all         -
tally_city    all   all     all  all  all       all              all    all            all         all    all         -
close         own   unit    unit own  own       chain            -      for            -           all    all         -
decide_claim  -     -       -    -    -         -                -      -              -           -      all         -
confirm       -     unit    -    -    -         -                -      -              -           all    all         -
zero          -     unit    unit base -         -                -      -              -           all    all         -
resign        -     -       -    -    -         -                -      -              -           all    all         -
detail        own   unit    unit base chain     chain            chain  chain          -           all    all         -
ask           own   unit    unit own  own       chain            -      -              -           all    all         -
release       -     -       -    -    -         chain            -      -              -           all    all         -
answer        -     -       -    -    -         -                chain  for            -           -      -           -
judge         -     -       -    -    -         chain            -      -              -           all    all         -
funds         -     unit    unit -    -         -                -      -              -           all    all         -
audit_funds   -     -       -    -    -         -                -      -              -           all    all         -
desk          -     -       -    -    -         -                -      -              -           all    all         -
extend_more   -     -       unit -    -         chain            -      -              -           all    all         -
send_back     own   own     unit own  own       chain            chain  for            -           all    all         -
assign        -     -       unit -    -         chain            chain  for            -           all    all         -
pause         -     -       -    -    -         -                -      -              -           all    all         all
appoint       -     -       -    -    -         -                -      -              -           -      all         -
`)

func parseMatrix(text string) map[Action]map[Role]Scope {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	roles := strings.Fields(lines[0])
	m := map[Action]map[Role]Scope{}
	for _, line := range lines[1:] {
		cells := strings.Fields(line)
		if len(cells) != len(roles)+1 {
			panic(fmt.Sprintf("permission matrix: %d cells in %q", len(cells), line))
		}
		row := map[Role]Scope{}
		for i, r := range roles {
			row[Role(r)] = Scope(cells[i+1])
		}
		m[Action(cells[0])] = row
	}
	return m
}

// A Subject is what an action is about: whose it is. The zero Subject is about nothing in particular.
type Subject struct {
	People []PersonID // those who typed it or own it
	Units  []UnitID   // the credited unit, and those that took part
	Chain  ChainID
}

// Allowed is the scope in which a role may do something; None for a role the matrix doesn't know.
func Allowed(r Role, a Action) Scope {
	if s, ok := matrix[a][r]; ok {
		return s
	}
	return None
}

// May reports whether a person may do something to a subject, on the transaction's day. Someone unconfirmed may record, and
// do what anyone may to their own.
func (tx *Tx) May(p Person, a Action, s Subject) bool {
	if !p.Known() || p.Left {
		return false
	}
	mine := slices.Contains(s.People, p.ID) || (a == MayClose || a == MaySeeNames) && tx.standsIn(p, s)
	if !p.Confirmed {
		return a == MayRecord || mine && (a == MayChangeOwn || a == MaySeeNames || a == MaySeePlans || a == MayClose || a == MaySeeHidden)
	}
	for _, r := range tx.RolesOf(p, tx.Today()) {
		if tx.reaches(p, Allowed(r, a), s, mine) {
			return true
		}
	}
	return false
}

// standsIn reports whether a subject is that of someone on leave for whom a person stands in. Where the leaves
// can't be read the answer is no: the right is then not had.
func (tx *Tx) standsIn(p Person, s Subject) bool {
	absent, err := tx.Absent()
	return err == nil && slices.ContainsFunc(s.People, func(id PersonID) bool { return id != "" && absent[id] == p.ID })
}

func (tx *Tx) reaches(p Person, scope Scope, s Subject, mine bool) bool {
	switch scope {
	case All:
		return true
	case OwnOnly:
		return mine
	case InUnit, InBase:
		return mine || slices.Contains(s.Units, p.Unit)
	case InChain, Acting:
		return mine || s.Chain != "" && slices.Contains(tx.ChainsOf(p, tx.Today()), s.Chain)
	}
	return false
}
