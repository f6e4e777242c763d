package workspace

import "encoding/json"

// An object is a JSON object as Slack's wire has it. Blocks and views are kept so, and not as structs, because a
// workspace must give back what it was given, field by field, and must be able to say what is wrong with it.
type object map[string]any

func (o object) str(key string) string {
	s, _ := o[key].(string)
	return s
}

func (o object) yes(key string) bool {
	b, _ := o[key].(bool)
	return b
}

func (o object) num(key string) float64 {
	n, _ := o[key].(float64)
	return n
}

// obj returns the object under key; a missing one is nil, which answers every question with nothing.
func (o object) obj(key string) object { return asObject(o[key]) }

func (o object) list(key string) []object {
	items, _ := o[key].([]any)
	out := make([]object, 0, len(items))
	for _, x := range items {
		if m := asObject(x); m != nil {
			out = append(out, m)
		}
	}
	return out
}

func asObject(x any) object {
	switch m := x.(type) {
	case map[string]any:
		return m
	case object:
		return m
	}
	return nil
}

// clone copies an object deeply, by way of JSON: both sides then hold only what the wire can.
func (o object) clone() object {
	var out object
	b, err := json.Marshal(o)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		return nil
	}
	return out
}

// asBlocks turns a decoded JSON array into blocks.
func asBlocks(x any) []object { return object{"b": x}.list("b") }
