package workspace

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
)

// What a person does on the page. It ends when the app has acknowledged; what follows comes by itself.

func (w *Workspace) pageDoings(mux *http.ServeMux) {
	doings := map[string]func(context.Context, *visit, *http.Request) error{
		"say": doSay, "press": doPress, "submit": doSubmit, "close": doClose, "keep": doKeep, "shortcut": doShortcut, "home": doHome,
	}
	for name, run := range doings {
		mux.HandleFunc("POST /page/"+name, func(rw http.ResponseWriter, r *http.Request) { w.pageDo(rw, r, run) })
	}
}

// pageDo does it and answers with the dialog as it is now. What went wrong stands in the channel, in the dialog, or, when
// there is nothing to show it in, in the answer itself.
func (w *Workspace) pageDo(rw http.ResponseWriter, r *http.Request, run func(context.Context, *visit, *http.Request) error) {
	v, err := w.visitOf(r)
	if err == nil && v.Who == nil {
		err = errors.New("nobody is chosen")
	}
	if err == nil {
		err = run(r.Context(), v, r)
	}
	var m *mishap
	switch {
	case errors.As(err, &m):
		http.Error(rw, v.T(m.zh, m.en), http.StatusUnprocessableEntity)
	case err != nil:
		http.Error(rw, err.Error(), http.StatusBadRequest)
	default:
		w.render(rw, "dialog", v)
	}
}

func doSay(ctx context.Context, v *visit, r *http.Request) error {
	o := &order{who: v.Who, where: v.Room, Text: strings.Trim(r.FormValue("text"), "\r\n")}
	err := orderMessage(v.w, ctx, o, &result{})
	var m *mishap
	if errors.As(err, &m) && o.Text != "" && o.Text[0] == '/' {
		return nil // it has been told in the channel
	}
	return err
}

func doPress(ctx context.Context, v *visit, r *http.Request) error {
	p := press{ActionID: r.FormValue("action_id"), BlockID: r.FormValue("block_id")}
	values := v.given(r)
	if mine := values[p.BlockID][p.ActionID]; mine != nil {
		p.Value = mine
	}
	if id := r.FormValue("view_id"); id != "" {
		p.Values = v.fitting(id, values)
		return v.w.pressView(ctx, v.Who, id, p)
	}
	return v.w.pressMessage(ctx, v.Who, v.Room, r.FormValue("ts"), p)
}

func doSubmit(ctx context.Context, v *visit, r *http.Request) error {
	id := r.FormValue("view_id")
	err := v.w.submit(ctx, v.Who, id, v.fitting(id, v.given(r)))
	var m *mishap
	if !errors.As(err, &m) {
		return err
	}
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	if x := v.w.openedView(id); x != nil && len(x.errors) == 0 {
		x.trouble = v.T(m.zh, m.en)
	}
	return nil
}

func doClose(ctx context.Context, v *visit, r *http.Request) error {
	return v.w.closeView(ctx, v.Who, r.FormValue("view_id"))
}

// doKeep remembers what has been typed so far, so that it stays when the app changes the dialog.
func doKeep(_ context.Context, v *visit, r *http.Request) error {
	id := r.FormValue("view_id")
	values := v.fitting(id, v.given(r))
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	if x := v.w.openedView(id); x != nil && x.user == v.Who.ID {
		return v.w.merge(x, values)
	}
	return nil
}

func doShortcut(ctx context.Context, v *visit, r *http.Request) error {
	return orderShortcut(v.w, ctx, &order{who: v.Who, where: v.Room, CallbackID: r.FormValue("callback_id"), TS: r.FormValue("ts")}, nil)
}

func doHome(_ context.Context, v *visit, r *http.Request) error {
	tab := "messages"
	if v.Home {
		tab = "home"
	}
	return v.w.openHome(v.Who, tab)
}

// given reads the inputs of a form. A box with nothing ticked is in the form as an empty value.
func (v *visit) given(r *http.Request) map[string]map[string]any {
	out := map[string]map[string]any{}
	for name, list := range r.PostForm {
		block, action, ok := readFieldName(name)
		if !ok {
			continue
		}
		var vals []any
		for _, s := range list {
			if s != "" {
				vals = append(vals, s)
			}
		}
		if out[block] == nil {
			out[block] = map[string]any{}
		}
		out[block][action] = vals
	}
	return out
}

// fitting keeps the values whose inputs a view has (the app may have changed it meanwhile), and turns local times into
// seconds.
func (v *visit) fitting(viewID string, given map[string]map[string]any) map[string]map[string]any {
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	x := v.w.openedView(viewID)
	if x == nil {
		return nil
	}
	out := map[string]map[string]any{}
	for block, actions := range given {
		for action, in := range actions {
			el := findElement(x.body.list("blocks"), block, action)
			if el == nil || el.str("type") == "button" || el.str("type") == "overflow" {
				continue
			}
			if out[block] == nil {
				out[block] = map[string]any{}
			}
			out[block][action] = v.localTime(el, in)
		}
	}
	return out
}

func (v *visit) localTime(el object, in any) any {
	list, _ := in.([]any)
	if el.str("type") != "datetimepicker" || len(list) == 0 {
		return in
	}
	s, _ := list[0].(string)
	t, err := time.ParseInLocation("2006-01-02T15:04", s, v.w.conf.Zone)
	if err != nil {
		return in
	}
	return float64(t.Unix())
}
