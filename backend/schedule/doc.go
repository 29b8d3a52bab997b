// Package schedule decides when integrations run: on their schedule, once to catch
// up, or because the person asked. It sees to it that runs of one integration never
// overlap, that not too many run at once and only one per authorization, shows how
// running ones stand, cancels them, and draws the consequences of how they ended
// (waits for a sign-in or a decision, is disabled by the error budget). A connector that
// hangs is left behind, so that it holds up neither the queue nor the end of the program.
//
// What a run does is syncer's.
package schedule
