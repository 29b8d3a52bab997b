package api

import "tributary/backend/domain"

// enum is one value of an enum as Wails' EnumBind wants it.
type enum[T ~string] struct {
	Value  T
	TSName string
}

// enums names each value of an enum after itself.
func enums[T ~string](values ...T) []enum[T] {
	list := make([]enum[T], len(values))
	for i, v := range values {
		list[i] = enum[T]{Value: v, TSName: string(v)}
	}
	return list
}

// Enums returns the closed sets of the vocabulary for the window.
func Enums() []any {
	return []any{
		enums(domain.FieldTypes()...),
		enums(domain.AuthorizationUnchecked, domain.AuthorizationWorks, domain.AuthorizationExpiresSoon,
			domain.AuthorizationNeedsSignIn, domain.AuthorizationNotAllowed),
		enums(domain.SignInWaiting, domain.SignInFinishing, domain.SignInDone, domain.SignInFailed, domain.SignInDenied,
			domain.SignInCancelled, domain.SignInTimedOut),
		enums(domain.Inactive, domain.Active, domain.Disabled, domain.AwaitingDecision, domain.AwaitingSignIn),
		enums(domain.Created, domain.Updated, domain.Deleted),
		enums(domain.RunRunning, domain.RunOK, domain.RunWarning, domain.RunFailed, domain.RunNeedsDecision,
			domain.RunCancelled, domain.RunInterrupted),
		enums(domain.Scheduled, domain.Manual, domain.CatchUp, domain.Undoing),
		enums(domain.FullRead, domain.ChangedOnly),
		enums(domain.FailedRecord, domain.IgnoredRecord, domain.LeftOutByChoice, domain.HeldBack, domain.GoneAtService,
			domain.GoneHeldBack, domain.NotMet),
		enums(domain.TellChanges, domain.AddNewFields, domain.StopTheRun),
		enums(domain.DayFirst, domain.MonthFirst),
		enums(domain.Offline, domain.RateLimited, domain.ServiceDown, domain.SignIn, domain.NotAllowed,
			domain.SetUp, domain.BadRecords, domain.OurFault, domain.Cancelled),
		enums(domain.KeyMissing, domain.KeyRepeated, domain.KeyShared, domain.KeyTaken, domain.NotText,
			domain.NotInteger, domain.NotNumber, domain.NotBoolean, domain.NotDate, domain.AmbiguousDate,
			domain.NotEmail, domain.NotPhone, domain.NotURL, domain.NotInChoices, domain.TooLong, domain.TooDeep,
			domain.RequiredMissing),
		enums(domain.MailWaiting, domain.MailDelivered, domain.MailFailed),
		enums(domain.Fine, domain.Remark, domain.Warning, domain.Problem),
		enums(KeyGood, KeyWeak, KeyUnfit, KeyUnknown),
		enums(FilterEquals, FilterContains, FilterEmpty, FilterNotEmpty, FilterLess, FilterGreater, FilterAtLeast, FilterAtMost),
		enums(SearchRunning, SearchStopped, SearchFull, SearchWhole),
	}
}
