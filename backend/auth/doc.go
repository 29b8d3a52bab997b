// Package auth runs sign-ins with the browser: OAuth 2.0 authorization code with
// PKCE (RFC 7636), answered at a listener of this computer (RFC 8252), and adds the
// OAuth apps that a build ships to the sources they are for.
//
// Words: a flow is one sign-in under way. It waits at a door (the listener of one
// port) or for the person to bring the answer by hand. An answer belongs to the flow
// whose state it carries; it is taken once.
//
// What is exchanged for the answer, and how, is the connector's (source.SigningIn);
// where tokens are kept, and that they are renewed once for all, is setup's.
package auth
