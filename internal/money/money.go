package money

// A Sum is an amount in hundredths of its currency's unit (fen, cent; also where the currency has no smaller coin), with the words it
// was typed in. Sums in different currencies are never added.
type Sum struct {
	Minor    int64    `json:"minor"` // 3.5亿元 = 35_000_000_000 fen
	Currency Currency `json:"currency"`
	Words    string   `json:"words,omitempty"`  // as typed
	Approx   bool     `json:"approx,omitempty"` // 约, 左右, about
	Bound    string   `json:"bound,omitempty"`  // "gt" for 多, 超, over; "lt" for 不超过, up to
	Max      int64    `json:"max,omitempty"`    // the upper end of a range
}

const (
	minor = 100 // fen in a yuan
	wan   = 10_000
	yi    = 100_000_000
)

// Most is the largest sum that is taken for real, in units of its currency: 10万亿.
const Most = 100_000 * yi

// Yuan is n yuan.
func Yuan(n int64) Sum { return Sum{Minor: n * minor, Currency: CNY} }

// IsZero reports whether there is no amount.
func (s Sum) IsZero() bool { return s.Minor == 0 && s.Max == 0 }

// Units is the amount in units of the currency (yuan, dollars), cut off.
func (s Sum) Units() int64 { return s.Minor / minor }
