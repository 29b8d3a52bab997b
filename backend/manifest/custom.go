package manifest

import "strings"

// native is a class of connectors' own code that is rebuilt here from what its
// service documents. The class itself never runs.
type native[T any] struct {
	service string // whose connector has the class
	read    func(*object) T
}

// The classes that are known, by the last part of their name: one table for each part of a
// manifest that may be code.

func nativeAuthenticators() map[string]native[Authenticator] {
	return map[string]native[Authenticator]{
		"ServerToServerOauthAuthenticator": {"zoom", decodeZoomSignIn},
		"PayPalOauth2Authenticator":        {"paypal_transaction", decodePayPalSignIn},
	}
}

func nativeExtractors() map[string]native[extraction] {
	return map[string]native[extraction]{
		"ExportDatesExtractor":           {"recurly", decodeExportDates},
		"NullCheckedDpathExtractor":      {"pipedrive", decodeNullChecked},
		"ZendeskChatBansRecordExtractor": {"zendesk_chat", decodeChatBans},
	}
}

func nativeTransformations() map[string]native[Transformation] {
	return map[string]native[Transformation]{
		"CustomFieldTransformation": {"chargebee", decodeCustomFields},
	}
}

func nativeErrorHandlers() map[string]native[[]ErrorHandler] {
	return map[string]native[[]ErrorHandler]{
		// It waits before the limit of requests is reached, which is done for every service.
		"ErrorHandlerWithRateLimiter": {"intercom", decodeDefaultErrorHandler},
	}
}

func nativeNormalizations() map[string]native[bool] {
	return map[string]native[bool]{
		"TwilioDateTimeTypeTransformer": {"twilio", func(*object) bool { return true }},
	}
}

func nativeRouters() map[string]native[Router] {
	return map[string]native[Router]{
		"SurveyIdPartitionRouter": {"surveymonkey", decodeSurveys},
	}
}

// decodeNative reads a component whose class is known. Any other is refused, by its name.
func decodeNative[T any](o *object, what string, known map[string]native[T]) (_ T, ok bool) {
	class, _ := o.m["class_name"].(string)
	parts := strings.Split(class, ".")
	found, ok := known[parts[len(parts)-1]]
	// Connectors without a package of their own all name the same one.
	if !ok || parts[0] != "source_declarative_manifest" && parts[0] != "source_"+found.service {
		o.unknownType(what)
		var none T
		return none, false
	}
	o.ignore("class_name", "name", "primary_key")
	return found.read(o), true
}

// extraction is how the records are taken out of a document.
type extraction struct {
	path    []*Template
	reshape Reshape
}

// decodeZoomSignIn: an access token of an hour is asked for with the number of the
// account; the app proves itself in the header. There is no refresh token.
func decodeZoomSignIn(o *object) Authenticator {
	a := OAuth{
		Endpoint:     o.requiredTemplate("authorization_endpoint"),
		ClientID:     o.requiredTemplate("client_id"),
		ClientSecret: o.requiredTemplate("client_secret"),
		ClientInHead: true,
		GrantType:    orNil(o.template("grant_type")),
		Body:         []Pair{{Key: o.parse("account_id", "account_id"), Value: o.requiredTemplate("account_id")}},
	}
	if a.GrantType == nil {
		a.GrantType = o.parse("grant_type", "account_credentials")
	}
	a.Names = decodeOAuthNames(o)
	return a
}

// decodePayPalSignIn: the client stands in the header and is all that is needed.
func decodePayPalSignIn(o *object) Authenticator {
	a, ok := decodeOAuth(o).(OAuth)
	if !ok {
		return nil
	}
	a.ClientInHead = true
	if a.GrantType == nil {
		a.GrantType = o.parse("grant_type", "client_credentials")
	}
	return a
}

// decodeExportDates: the days for which there are exports are one list of texts.
func decodeExportDates(o *object) extraction {
	o.ignore("field_path")
	return extraction{reshape: KeepOnly{Field: "dates"}}
}

// decodeNullChecked: an entry of what was changed lately holds the record inside, or null
// where it was deleted.
func decodeNullChecked(o *object) extraction {
	inside := o.text("nullable_nested_field")
	if inside == "" {
		inside = "data"
	}
	return extraction{path: o.templates("field_path"), reshape: Unwrap{Field: inside}}
}

// decodeChatBans: there is one list of visitors and one of addresses.
func decodeChatBans(o *object) extraction {
	o.ignore("field_path")
	return extraction{reshape: Join{Lists: []string{"ip_address", "visitor"}, OrderBy: "created_at"}}
}

func decodeCustomFields(*object) Transformation {
	return GatherFields{Prefix: "cf_", Into: "custom_fields"}
}

// decodeSurveys: the surveys a person has named, or else all there are.
func decodeSurveys(o *object) Router {
	all, _ := decodeParentRouter(o).(ParentRouter)
	if len(all.Parents) == 0 {
		return nil
	}
	first := all.Parents[0]
	return ChosenRouter{
		Chosen: ListRouter{Field: first.Field, Values: o.parse("values", "{{ config.get('survey_ids') or [] }}"), Into: first.Into},
		All:    all,
	}
}

// customType is the type of a component that states a class and no type, by the field
// it stands in.
func customType(position string) string {
	switch position[strings.LastIndexByte(position, '.')+1:] {
	case "authenticator":
		return "CustomAuthenticator"
	case "extractor":
		return "CustomRecordExtractor"
	case "record_filter":
		return "CustomRecordFilter"
	case "transformations":
		return "CustomTransformation"
	case "schema_normalization":
		return "CustomSchemaNormalization"
	case "schema_loader":
		return "CustomSchemaLoader"
	case "partition_router":
		return "CustomPartitionRouter"
	case "error_handler", "error_handlers":
		return "CustomErrorHandler"
	case "backoff_strategies":
		return "CustomBackoffStrategy"
	case "pagination_strategy":
		return "CustomPaginationStrategy"
	case "requester":
		return "CustomRequester"
	case "retriever":
		return "CustomRetriever"
	case "decoder":
		return "CustomDecoder"
	case "state_migrations":
		return "CustomStateMigration"
	}
	return ""
}

// usualType is what a class builds on: what stands in it has the same types.
func usualType(kind string) string {
	switch kind {
	case "CustomPartitionRouter":
		return "SubstreamPartitionRouter"
	case "CustomErrorHandler":
		return "DefaultErrorHandler"
	case "CustomRecordExtractor":
		return "DpathExtractor"
	}
	return kind
}
