// Package oauth tries the sign-in of Tributary against an OAuth server that others wrote:
// the example provider of github.com/zitadel/oidc, within the process of the test. It is a
// module of its own, so that the provider's dependencies are none of the program's.
package oauth
