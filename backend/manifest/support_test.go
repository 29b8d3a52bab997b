package manifest_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tributary/backend/manifest"
)

// support reads the table of README.md: what is said of each type.
func support(t *testing.T) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 || strings.Contains(line, "---") {
			continue
		}
		for _, name := range strings.Split(cells[1], ",") {
			out[strings.TrimSpace(name)] = strings.TrimSpace(cells[2])
		}
	}
	delete(out, "type")
	delete(out, "class")
	return out
}

// TestWhatIsSaidToRunIsTried holds the table against the cases that were compared
// with the reference runner and the other tests of the runner.
func TestWhatIsSaidToRunIsTried(t *testing.T) {
	var tried strings.Builder
	for _, pattern := range []string{"testdata/reference/cases/*.yaml", "*_test.go"} {
		files, err := filepath.Glob(filepath.Join("..", "source", "declarative", pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files like %s, error %v", pattern, err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tried.Write(raw)
		}
	}
	all := support(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if all[name] == "runs" && !strings.Contains(tried.String(), name) {
			t.Errorf("%s is said to run, and no test has it", name)
		}
	}
}

// TestWhatIsSaidToBeRefusedIs puts each refused type where it belongs.
func TestWhatIsSaidToBeRefusedIs(t *testing.T) {
	requester := func(more string) string {
		return small("  retriever: {type: SimpleRetriever, requester: {type: HttpRequester, url_base: x, " + more + "}, record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}}\n")
	}
	selector := func(more string) string {
		return small("  retriever: {type: SimpleRetriever, requester: {type: HttpRequester, url_base: x}, record_selector: {type: RecordSelector, " + more + "}}\n")
	}
	plain := "extractor: {type: DpathExtractor, field_path: []}"
	retriever := func(more string) string {
		return small("  retriever: {type: SimpleRetriever, requester: {type: HttpRequester, url_base: x}, record_selector: {type: RecordSelector, " + plain + "}, " + more + "}\n")
	}
	tokens := requester("authenticator: {type: RateLimitedMultipleTokenAuthenticator, quotas: [{type: TokenQuota}], quota_status_source: {type: QuotaStatusSource}}")
	texts := map[string]string{
		"RateLimitedMultipleTokenAuthenticator": tokens, "TokenQuota": tokens, "QuotaStatusSource": tokens,
		"CustomAuthenticator":        requester("authenticator: {type: CustomAuthenticator, class_name: a.B}"),
		"CustomBackoffStrategy":      requester("error_handler: {type: DefaultErrorHandler, backoff_strategies: [{type: CustomBackoffStrategy, class_name: a.B}]}"),
		"CustomErrorHandler":         requester("error_handler: {type: CustomErrorHandler, class_name: a.B}"),
		"CustomDecoder":              retriever("decoder: {type: CustomDecoder, class_name: a.B}"),
		"CustomPaginationStrategy":   retriever("paginator: {type: DefaultPaginator, pagination_strategy: {type: CustomPaginationStrategy, class_name: a.B}}"),
		"CustomPartitionRouter":      retriever("partition_router: {type: CustomPartitionRouter, class_name: a.B}"),
		"CustomRecordExtractor":      selector("extractor: {type: CustomRecordExtractor, class_name: a.B}"),
		"CustomRecordFilter":         selector(plain + ", record_filter: {type: CustomRecordFilter, class_name: a.B}"),
		"CustomSchemaNormalization":  selector(plain + ", schema_normalization: {type: CustomSchemaNormalization, class_name: a.B}"),
		"CustomRequester":            small("  retriever: {type: SimpleRetriever, requester: {type: CustomRequester, class_name: a.B}, record_selector: {type: RecordSelector, " + plain + "}}\n"),
		"CustomRetriever":            small("  retriever: {type: CustomRetriever, class_name: a.B}\n"),
		"CustomTransformation":       strings.TrimSuffix(requester("path: y"), "\n") + "\n  transformations: [{type: CustomTransformation, class_name: a.B}]\n",
		"CustomConfigTransformation": requester("path: y") + "spec: {type: Spec, connection_specification: {type: object}, config_normalization_rules: {type: ConfigNormalizationRules, transformations: [{type: CustomConfigTransformation, class_name: a.B}]}}\n",
	}
	all := support(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if all[name] != "refused" {
			continue
		}
		text, ok := texts[name]
		if !ok {
			t.Errorf("%s is said to be refused, and this test does not try it", name)
			continue
		}
		_, problems := manifest.Validate([]byte(text))
		refused := func(p manifest.Problem) bool { return p.Code == manifest.Unsupported && p.Path != "" && p.Words != "" }
		if !slices.ContainsFunc(problems, refused) {
			t.Errorf("%s is not refused: %v", name, problems)
		}
	}
}
