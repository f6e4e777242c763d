package commands

import (
	"regexp"
	"slices"
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "hand", Alias: "转交", HasForm: true,
	Usage: say.T("F-7 to a colleague or a unit", "F-7 同事或单位"),
	Short: say.T("Hand a follow-up over", "转交跟进事项"),
	Run:   hand,
})

// hand gives a follow-up to a colleague at once, or offers it to another unit, whose liaison signs for it; until then the clock runs on
// the owner.
func hand(tx *store.Tx, c Call) (Reply, error) {
	id, who := cutRecord(c.Text)
	f, err := openPromise(tx, c.who, id)
	if err != nil {
		return Reply{}, err
	}
	if c.Form != nil {
		who = strings.TrimSpace(cmpOr(c.value("who"), c.value("unit")))
	}
	if who == "" {
		return handForm(tx, f)
	}
	to, unit, err := receiver(tx, c.who, who)
	if err != nil {
		return Reply{}, err
	}
	if unit != "" && unit != f.Unit {
		return offerTo(tx, c.who, f, unit)
	}
	if to.Unit != f.Unit {
		return Reply{}, say.Problemf("%s is not of %s. To hand it to another unit, name the unit; its liaison signs for it.", "%s不在%s。转给其他单位请写单位名称，由其联络员签收。", to.At(), tx.City().Unit(f.Unit).Title())
	}
	return give(tx, c.who, f, to)
}

var mention = regexp.MustCompile(`<@([A-Za-z0-9-]+)(?:\|[^>]*)?>`)

// receiver is the colleague or the unit that some words mean.
func receiver(tx *store.Tx, p store.Person, words string) (store.Person, store.UnitID, error) {
	if m := mention.FindStringSubmatch(words); m != nil {
		words = m[1]
	}
	if who, err := tx.Person(store.PersonID(words)); err == nil && who.Known() {
		if who.Left {
			return who, "", say.Problemf("%s has left. Please choose somebody else.", "%s已离岗，请选择其他同事。", who.Name).In("who")
		}
		return who, "", nil
	}
	for _, u := range tx.City().Units {
		if u.Name == words || strings.EqualFold(u.EN, words) || string(u.ID) == words || slices.Contains(u.Aliases, words) {
			return store.Person{}, u.ID, nil
		}
	}
	colleagues, err := tx.Colleagues(p.Unit)
	if err != nil {
		return p, "", err
	}
	var fits []store.Person
	for _, who := range colleagues {
		if !who.Left && who.ID != p.ID && (who.Name == words || who.Post == words || strings.HasSuffix(who.Name, words)) {
			fits = append(fits, who)
		}
	}
	switch len(fits) {
	case 1:
		return fits[0], "", nil
	case 0:
		return p, "", say.Problemf("Nobody here is called “%s”. Please choose from the list: /hand F-7", "没有找到“%s”，请从列表选择：/hand F-7", cutTo(words, echoFrom)).In("who")
	}
	var list []say.Text
	for _, who := range fits {
		list = append(list, say.Words(who.Name))
	}
	return p, "", say.Problemf("“%s” may be %s. Please mention one of them with @.", "“%s”可能是%s，请用@指明。", words, say.Join(" or ", "或", list...)).In("who")
}

// give makes a colleague the owner, and tells them.
func give(tx *store.Tx, by store.Person, f store.FollowUp, to store.Person) (Reply, error) {
	done := Reply{Message: say.Message{Title: say.T("%s is now with %s.", "%s已转交%s。", f.ID, to.At()), Buttons: []say.Button{{Label: say.T("Undo", "撤销"), Command: "/undo " + string(f.ID)}}}}
	if f.Owner == to.ID && f.Offered == nil {
		return done, nil // typed again: the first answer was lost
	}
	f.Owner, f.Unit, f.Offered = to.ID, to.Unit, nil
	if err := tx.PutFollowUp(&f); err != nil {
		return Reply{}, err
	}
	item, err := Item(tx, f, to)
	if err != nil {
		return Reply{}, err
	}
	if to.ID != by.ID {
		m := say.Message{Title: say.T("%s has handed a follow-up to you", "%s向您转交跟进事项", by.At()), Items: []say.Item{item}}
		key := "handed/" + string(f.ID) + "/" + string(to.ID) + "/" + tx.Now.Format("20060102T150405")
		if err := tx.Send(store.Outgoing{Key: key, To: store.Address{Person: to.ID}, Message: m, NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
			return Reply{}, err
		}
	}
	return done, nil
}

// offerTo asks another unit's liaison to sign for a follow-up.
func offerTo(tx *store.Tx, by store.Person, f store.FollowUp, unit store.UnitID) (Reply, error) {
	name := tx.City().Unit(unit).Title()
	if f.Offered == nil || f.Offered.To != unit { // else typed again: the first answer was lost
		f.Offered = &store.Offer{To: unit, By: by.ID, At: tx.Now}
		if err := tx.PutFollowUp(&f); err != nil {
			return Reply{}, err
		}
		if asked, err := askToSign(tx, by, f); err != nil || !asked {
			return Reply{}, cmpOr(err, error(say.Problemf("%s has no liaison yet. Please ask the office.", "%s暂无联络员，请联系招商办。", name)))
		}
	}
	return Reply{Message: say.Message{Title: say.T("%s waits for %s to sign; until then it is yours.", "%s待%s签收，签收前仍由您负责。", f.ID, name),
		Buttons: []say.Button{{Label: say.T("Undo", "撤销"), Command: "/undo " + string(f.ID)}}}}, nil
}

// askToSign tells those who speak for the unit; false if there is nobody.
func askToSign(tx *store.Tx, by store.Person, f store.FollowUp) (bool, error) {
	to, err := tx.Speakers(f.Offered.To)
	if err != nil {
		return false, err
	}
	id := string(f.ID)
	for _, p := range to {
		s, err := store.Show(tx, f, store.To(p))
		if err != nil {
			return false, err
		}
		item := say.Item{About: "sign/" + id, Lines: []say.Text{
			say.T("%s of %s hands a follow-up to your unit", "%[2]s%[1]s向贵单位转交跟进事项", by.At(), tx.City().Unit(by.Unit).Title()),
			say.T("%s %s, due %s", "%s %s，%s前办结", f.ID, s.Title(), say.DateSeen(f.Due, tx.Today())),
		}, Buttons: []say.Button{
			{Label: say.T("Sign, it is mine", "签收"), Command: "/sign " + id}, {Label: say.T("Sign and name one", "签收并指定"), Command: "/sign " + id + " other"},
			{Label: say.T("Not ours", "退回"), Command: "/sign " + id + " no"}}}
		if f.Order != "" {
			item.Lines[0] = say.T("%s has given your unit something to do", "%s交办", f.Order)
		}
		key := "sign/" + id + "/" + string(p.ID) + "/" + f.Offered.At.Format("20060102T150405")
		if err := tx.Send(store.Outgoing{Key: key, To: store.Address{Person: p.ID}, Message: say.Message{Items: []say.Item{item}}, NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
			return false, err
		}
	}
	return len(to) > 0, nil
}

var _ = add(Command{
	Name: "sign", Alias: "签收", Hidden: true,
	Short: say.T("Sign for a follow-up handed to your unit", "签收转交事项"),
	Run:   sign,
})

// sign is a unit's answer to an offer: "F-7", "F-7 other" to name a colleague, "F-7 no".
func sign(tx *store.Tx, c Call) (Reply, error) {
	id, what := cutRecord(c.Text)
	f, err := tx.FollowUp(store.FollowUpID(id))
	if err != nil {
		return Reply{}, missing(err, id)
	}
	if f.Offered == nil || !f.Open() {
		return Reply{Message: say.Lines(say.T("%s has been settled already.", "%s已处理完毕。", id))}, nil
	}
	speakers, err := tx.Speakers(f.Offered.To)
	if err != nil {
		return Reply{}, err
	}
	if !slices.ContainsFunc(speakers, func(p store.Person) bool { return p.ID == c.User }) {
		return Reply{}, notYours()
	}
	unit := tx.City().Unit(f.Offered.To)
	switch {
	case what == "no":
		by := f.Offered.By
		f.Offered = nil
		return signed(tx, c, f, by, say.T("%s: %s sends it back; it stays yours.", "%s：%s退回，仍由您负责。", f.ID, unit.Title()))
	case what == "other" && c.Form == nil:
		return nameOne(tx, f, unit)
	}
	owner := c.who
	if c.Form != nil {
		if owner, err = tx.Person(store.PersonID(c.value("who"))); err != nil || owner.Unit != unit.ID {
			return Reply{}, say.Problemf("Please choose a colleague of your unit.", "请选择本单位同事。").In("who")
		}
	}
	by := f.Offered.By
	if _, err := give(tx, c.who, f, owner); err != nil {
		return Reply{}, err
	}
	if f, err = tx.FollowUp(f.ID); err != nil {
		return Reply{}, err
	}
	return signed(tx, c, f, by, say.T("%s: signed for by %s, owner %s.", "%s已由%s签收，责任人：%s。", f.ID, unit.Title(), owner.At()))
}

// signed stores a follow-up as it now is, and tells who offered it.
func signed(tx *store.Tx, c Call, f store.FollowUp, by store.PersonID, said say.Text) (Reply, error) {
	if err := tx.PutFollowUp(&f); err != nil {
		return Reply{}, err
	}
	if err := tx.Amend("sign/"+string(f.ID), say.Item{Lines: []say.Text{said}}); err != nil {
		return Reply{}, err
	}
	key := "signed/" + string(f.ID) + "/" + tx.Now.Format("20060102T150405")
	return Reply{Message: say.Lines(said)}, tx.Send(store.Outgoing{Key: key, To: store.Address{Person: by}, Message: say.Lines(said), NotBefore: tx.WorkingMoment(tx.Now)})
}

func nameOne(tx *store.Tx, f store.FollowUp, u store.Unit) (Reply, error) {
	in, err := colleagueInput(tx, u.ID)
	return Reply{Message: say.Lines(say.T("Who does %s?", "%s由谁办理？", f.ID)),
		Form: &say.Form{Title: say.T("Sign and name one", "签收并指定"), Command: "/sign " + string(f.ID) + " other", Inputs: []say.Input{in}}}, err
}

func colleagueInput(tx *store.Tx, u store.UnitID) (say.Input, error) {
	in := say.Input{Name: "who", Label: say.T("Colleague", "同事"), Kind: say.PickOne}
	all, err := tx.Colleagues(u)
	for _, p := range all {
		if !p.Left && p.Confirmed {
			in.Options = append(in.Options, say.Option{Value: string(p.ID), Label: say.Words(p.Name)})
		}
	}
	return in, err
}

func handForm(tx *store.Tx, f store.FollowUp) (Reply, error) {
	who, err := colleagueInput(tx, f.Unit)
	who.Optional = true
	unit := say.Input{Name: "unit", Label: say.T("or another unit", "或转给其他单位"), Kind: say.PickOne, Optional: true}
	for _, u := range tx.City().Units {
		if u.ID != f.Unit {
			unit.Options = append(unit.Options, say.Option{Value: string(u.ID), Label: u.Title()})
		}
	}
	return Reply{Message: say.Lines(say.T("Whom do you hand %s to?", "%s转交给谁？", f.ID)),
		Form: &say.Form{Title: say.T("Hand over", "转交"), Command: "/hand " + string(f.ID), Inputs: []say.Input{who, unit}}}, err
}
