package expr

import (
	"math"
	"math/big"
)

func boolInt(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func isNumber(v any) bool {
	switch v.(type) {
	case bool, int64, *big.Int, float64:
		return true
	}
	return false
}

// whole gives an int or bool as a big integer.
func whole(v any) (*big.Int, bool) {
	switch x := v.(type) {
	case bool:
		return big.NewInt(boolInt(x)), true
	case int64:
		return big.NewInt(x), true
	case *big.Int:
		return x, true
	}
	return nil, false
}

func toFloat(v any) float64 {
	switch x := v.(type) {
	case float64:
		return x
	case int64:
		return float64(x)
	case bool:
		return float64(boolInt(x))
	case *big.Int:
		f, _ := new(big.Float).SetInt(x).Float64()
		return f
	}
	return math.NaN()
}

// arithmetic applies an operator to two numbers as Python does.
func arithmetic(op string, left, right any) (any, error) {
	_, leftFloat := left.(float64)
	_, rightFloat := right.(float64)
	if leftFloat || rightFloat || op == "/" {
		return floatArithmetic(op, toFloat(left), toFloat(right))
	}
	if a, ok := left.(int64); ok {
		if b, ok := right.(int64); ok {
			if v, ok := smallArithmetic(op, a, b); ok {
				return v, nil
			}
		}
	}
	a, _ := whole(left)
	b, _ := whole(right)
	return bigArithmetic(op, a, b)
}

// smallArithmetic handles the usual case without allocation; ok is false when the result might overflow.
func smallArithmetic(op string, a, b int64) (any, bool) {
	const safe = 1 << 31
	if a > safe || a < -safe || b > safe || b < -safe {
		return nil, false
	}
	switch op {
	case "+":
		return a + b, true
	case "-":
		return a - b, true
	case "*":
		return a * b, true
	}
	return nil, false
}

func bigArithmetic(op string, a, b *big.Int) (any, error) {
	out := new(big.Int)
	switch op {
	case "+":
		out.Add(a, b)
	case "-":
		out.Sub(a, b)
	case "*":
		out.Mul(a, b)
	case "//", "%":
		if b.Sign() == 0 {
			return nil, valueErr("division by zero")
		}
		rest := new(big.Int)
		out.DivMod(a, b, rest) // Euclidean: the rest is never negative; Python's has the divisor's sign
		if rest.Sign() != 0 && b.Sign() < 0 {
			out.Sub(out, big.NewInt(1))
			rest.Add(rest, b)
		}
		if op == "%" {
			out = rest
		}
	case "**":
		return power(a, b)
	}
	if out.BitLen() > maxIntBits {
		return nil, limitErr("number size")
	}
	return normInt(out), nil
}

func power(a, b *big.Int) (any, error) {
	if b.Sign() < 0 {
		return floatArithmetic("**", toFloat(a), toFloat(b))
	}
	if a.BitLen() > 1 && (!b.IsInt64() || b.Int64() > maxIntBits || int64(a.BitLen()-1)*b.Int64() > maxIntBits) {
		return nil, limitErr("number size")
	}
	if a.BitLen() <= 1 { // 0, 1, -1: only the parity of the exponent matters
		b = new(big.Int).And(b, big.NewInt(1))
		if a.Sign() == 0 {
			return 1 - boolInt(b.Sign() != 0), nil
		}
	}
	return normInt(new(big.Int).Exp(a, b, nil)), nil
}

func floatArithmetic(op string, a, b float64) (any, error) {
	switch op {
	case "+":
		return a + b, nil
	case "-":
		return a - b, nil
	case "*":
		return a * b, nil
	}
	if b == 0 && op != "**" {
		return nil, valueErr("division by zero")
	}
	switch op {
	case "/":
		return a / b, nil
	case "//":
		return math.Floor((a - floatMod(a, b)) / b), nil
	case "%":
		return floatMod(a, b), nil
	}
	if a == 0 && b < 0 {
		return nil, valueErr("division by zero")
	}
	out := math.Pow(a, b)
	if math.IsNaN(out) && !math.IsNaN(a) && !math.IsNaN(b) || math.IsInf(out, 0) && !math.IsInf(a, 0) && !math.IsInf(b, 0) {
		return nil, valueErr("power has no ordinary result")
	}
	return out, nil
}

func floatMod(a, b float64) float64 {
	m := math.Mod(a, b)
	if m != 0 && (m < 0) != (b < 0) {
		m += b
	}
	if m == 0 {
		return math.Copysign(0, b)
	}
	return m
}
