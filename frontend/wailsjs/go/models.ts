export namespace api {
	export interface About {
	    version: string;
	    dataDir: string;
	    database: string;
	    stateBytes: number;
	    projectBytes: number;
	    secretsIn: string;
	    secretsWords: string;
	    system: string;
	    powerKnown: boolean;
	    meteredKnown: boolean;
	}
	export interface Assignment {
	    from: string;
	    to: string;
	    newFieldType: string;
	    primaryKey: boolean;
	    keepEmptyText: boolean;
	    dateOrder: string;
	    decimalComma: boolean;
	    added: boolean;
	}
	export interface Authorization {
	    id: string;
	    source: Source;
	    name: string;
	    values: Record<string, any>;
	    secretFields: string[];
	    state: domain.AuthorizationState;
	    stateWords: string;
	    hint: string;
	    checkedAt: string;
	    lastUsedAt: string;
	    expiresAt: string;
	    usedBy: Reference[];
	    integrations: Reference[];
	    isSignIn: boolean;
	    canRevoke: boolean;
	}
	export interface AuthorizationInput {
	    id: string;
	    source: string;
	    name: string;
	    values: Record<string, any>;
	}
	export interface CodeCount {
	    code: domain.RecordErrorCode;
	    count: number;
	}
	export interface Configuration {
	    id: string;
	    name: string;
	    source: Source;
	    authorization?: Authorization;
	    settings: Record<string, any>;
	    transfers: Transfer[];
	    usedBy: Reference[];
	}
	export interface ConfigurationInput {
	    id: string;
	    name: string;
	    source: string;
	    authorization: string;
	    settings: Record<string, any>;
	}
	export interface Conflict {
	    table: string;
	    row: string;
	    key: string;
	    field: string;
	    type: domain.FieldType;
	    kept?: string;
	    keptBy: string;
	    said?: string;
	    saidBy: string;
	    dataType: string;
	    since: string;
	}
	export interface ConflictCount {
	    table: string;
	    field: string;
	    count: number;
	}
	export interface ConflictsPage {
	    conflicts: Conflict[];
	    total: number;
	    fields: ConflictCount[];
	}
	export interface ConflictsQuery {
	    table: string;
	    field: string;
	    offset: number;
	    limit: number;
	}
	export interface Counts {
	    read: number;
	    created: number;
	    updated: number;
	    unchanged: number;
	    deleted: number;
	    leftOut: number;
	    recordErrors: number;
	}
	export interface DataType {
	    name: string;
	    label: string;
	    fields: number;
	    added: boolean;
	    changedOnly: boolean;
	}
	export interface DayCounts {
	    day: string;
	    created: number;
	    updated: number;
	    deleted: number;
	}
	export interface Difference {
	    cause: domain.DifferenceCause;
	    count: number;
	    hasRow: boolean;
	    isChosen: boolean;
	    codes: CodeCount[];
	}
	export interface Dropped {
	    path: string;
	    isManifest: boolean;
	    name: string;
	}
	export interface DryRunExample {
	    dataType: string;
	    table: string;
	    key: string;
	    update: domain.UpdateType;
	    fields: FieldChange[];
	}
	export interface DryRunReport {
	    run: Run;
	    examples: DryRunExample[];
	}
	export interface Error {
	    kind: domain.Kind;
	    code: string;
	    what: string;
	    means: string;
	    do: string;
	    details: string;
	    retryable: boolean;
	    fields: FieldProblem[];
	}
	export interface EventCatalog {
	    "run:started": Run;
	    "run:progressed": Progress;
	    "run:finished": Run;
	    "integration:changed": Reference;
	    "configuration:changed": Reference;
	    "authorization:changed": Reference;
	    "sign_in:progressed": SignInProgress;
	    "project:changed": Reference;
	    "export:progressed": ExportProgress;
	    "settings:changed": Reference;
	    "live_export:changed": Reference;
	    "outbox:changed": Reference;
	    "window:closing": Reference;
	    "page:wanted": Reference;
	}
	export interface ExportProgress {
	    rows: number;
	}
	export interface ExportRequest {
	    query: RowsQuery;
	    format: string;
	}
	export interface ExportResult {
	    path: string;
	    rows: number;
	}
	export interface Feeder {
	    integration: string;
	    name: string;
	    dataType: string;
	    label: string;
	}
	export interface Field {
	    name: string;
	    type: domain.FieldType;
	    required: boolean;
	    choices: string[];
	}
	export interface FieldChange {
	    field: string;
	    before: string;
	    after: string;
	}
	export interface FieldChanges {
	    transfer: string;
	    label: string;
	    words: string[];
	    stops: boolean;
	}
	export interface FieldFeeders {
	    field: string;
	    feeders: Feeder[];
	    own: boolean;
	}
	export interface FieldOrigin {
	    field: string;
	    type: domain.FieldType;
	    value?: string;
	    sourceField: string;
	    integration: string;
	    configuration: string;
	    at: string;
	    replaced?: string;
	    hasReplaced: boolean;
	    others: OtherSaying[];
	}
	export interface FieldProblem {
	    field: string;
	    words: string;
	}
	export interface Filter {
	    field: string;
	    operator: FilterOperator;
	    value: string;
	}
	export enum FilterOperator {
	    at_least = "at_least",
	    at_most = "at_most",
	    contains = "contains",
	    empty = "empty",
	    equals = "equals",
	    greater = "greater",
	    less = "less",
	    not_empty = "not_empty",
	}
	export interface FormField {
	    name: string;
	    title: string;
	    help: string;
	    kind: string;
	    required: boolean;
	    default: string;
	    examples: string[];
	    pattern: string;
	    patternText: string;
	    options: FormOption[];
	    fields: FormField[];
	    entry?: FormField;
	    min?: number;
	    max?: number;
	    hidden: boolean;
	    multiline: boolean;
	    discriminator: string;
	}
	export interface FormOption {
	    value: string;
	    title: string;
	    fields: FormField[];
	}
	export interface GuideStep {
	    text: string;
	    copy: string;
	    link: string;
	}
	export interface HeldRow {
	    table: string;
	    id: string;
	    key: string;
	    deletion: boolean;
	    fields: FieldChange[];
	}
	export interface HistoryEntry {
	    at: string;
	    kind: string;
	    integration: string;
	    run: string;
	    changes: FieldChange[];
	}
	export interface Integration {
	    id: string;
	    name: string;
	    configuration: Reference;
	    source: Source;
	    updates: TransferUpdates[];
	    everySeconds: number;
	    cron: string;
	    emailAlerts: string[];
	    hardDeletions: boolean;
	    state: domain.IntegrationState;
	    stateCause: string;
	    stateAt: string;
	    pausedUntil: string;
	    running?: Progress;
	    lastRun?: Run;
	    nextRunAt: string;
	    meters: Meter[];
	    warning: string;
	    disableAt: string;
	    refusal: string;
	    fieldChanges: FieldChanges[];
	}
	export interface IntegrationInput {
	    id: string;
	    name: string;
	    configuration: string;
	    updates: Record<string, Array<string>>;
	    everySeconds: number;
	    cron: string;
	    emailAlerts: string[];
	    hardDeletions: boolean;
	}
	export interface KeyAdvice {
	    verdict: KeyVerdict;
	    paths: string[];
	    records: number;
	    different: number;
	    empty: number;
	    shared: string[];
	    better: string[];
	}
	export enum KeyVerdict {
	    good = "good",
	    unfit = "unfit",
	    unknown = "unknown",
	    weak = "weak",
	}
	export interface LiveExport {
	    folder: string;
	    format: string;
	    tables: string[];
	    files: LiveFile[];
	    computer: string;
	}
	export interface LiveFile {
	    table: string;
	    name: string;
	    writtenAt: string;
	    rows: number;
	    isWaiting: boolean;
	    error?: Error;
	}
	export interface Mail {
	    server: MailServer;
	    presets: MailPreset[];
	    outbox: OutboxMail[];
	}
	export interface MailPreset {
	    name: string;
	    host: string;
	    port: number;
	    tls: string;
	    signIn: string;
	    appPassword: boolean;
	}
	export interface MailServer {
	    host: string;
	    port: number;
	    tls: string;
	    user: string;
	    from: string;
	    authorization: string;
	    hasPassword: boolean;
	}
	export interface ManifestForm {
	    report: ManifestReport;
	    spec?: SourceSpec;
	}
	export interface ManifestProblem {
	    path: string;
	    words: string;
	}
	export interface ManifestReport {
	    path: string;
	    sourceId: string;
	    name: string;
	    dataTypes: string[];
	    more: boolean;
	    problems: ManifestProblem[];
	    usable: boolean;
	}
	export interface ManifestTrial {
	    dataType: string;
	    dataTypes: string[];
	    part: string;
	    preview: RecordsPreview;
	}
	export interface ManifestTry {
	    path: string;
	    dataType: string;
	    values: Record<string, any>;
	}
	export interface MappingInput {
	    transfer: string;
	    table: string;
	    assignments: Assignment[];
	    sharedKeyLastWins: boolean;
	    whenFieldsChange: domain.WhenFieldsChange;
	}
	export interface MappingView {
	    transfer: Transfer;
	    source: Source;
	    fields: SourceField[];
	    tables: Table[];
	    table: string;
	    proposed: boolean;
	    newFields: Field[];
	    assignments: Assignment[];
	    suggestions: Assignment[];
	    key: KeyAdvice;
	    sampled: number;
	    sampleError?: Error;
	    sharedKeyLastWins: boolean;
	    labels: Record<string, string>;
	}
	export interface Meter {
	    name: string;
	    value: number;
	    limit: number;
	}
	export interface Need {
	    code: string;
	    integration: string;
	    name: string;
	    dataType: string;
	    table: string;
	    authorization: string;
	    count: number;
	    of: number;
	    percent: number;
	    topCode: string;
	    topCount: number;
	    topMessage: string;
	    error?: Error;
	}
	export interface OtherSaying {
	    integration: string;
	    value?: string;
	}
	export interface OutboxMail {
	    id: string;
	    to: string;
	    subject: string;
	    createdAt: string;
	    state: domain.MailState;
	    attempts: number;
	    nextAt: string;
	    answer: string;
	    details: string;
	    answeredAt: string;
	}
	export interface Overview {
	    needsYou: Need[];
	    warnings: Warning[];
	    integrations: Integration[];
	    days: DayCounts[];
	    today: TableCounts[];
	}
	export interface Progress {
	    run: string;
	    integration: string;
	    dataType: string;
	    counts: Counts;
	    total: number;
	    perSecond: number;
	    waitsUntil: string;
	}
	export interface RecordError {
	    id: string;
	    integration: string;
	    integrationName: string;
	    dataType: string;
	    label: string;
	    identity: string;
	    code: domain.RecordErrorCode;
	    message: string;
	    sourceField: string;
	    field: string;
	    position: string;
	    record: string;
	    firstSeen: string;
	    lastSeen: string;
	    ignored: boolean;
	    transfer: string;
	    configuration: string;
	}
	export interface RecordErrorsPage {
	    errors: RecordError[];
	    total: number;
	    codes: CodeCount[];
	}
	export interface RecordErrorsQuery {
	    integration: string;
	    dataType: string;
	    code: string;
	    ignored: boolean;
	    offset: number;
	    limit: number;
	}
	export interface RecordsPreview {
	    columns: string[];
	    rows: string[][];
	    raw: string[];
	    requests: Request[];
	    error?: Error;
	}
	export interface Reference {
	    id: string;
	    name: string;
	}
	export interface ReplayReport {
	    replayed: number;
	    fixed: number;
	    still: number;
	}
	export interface Request {
	    method: string;
	    address: string;
	    status: number;
	    millis: number;
	    bytes: number;
	    failure: string;
	}
	export interface Requests {
	    count: number;
	    failed: number;
	    bytes: number;
	    list: Request[];
	    skipped: number;
	    skippedAfter: number;
	}
	export interface Row {
	    id: string;
	    values: string[];
	    changedAt: string;
	    deleted: boolean;
	    changed: string[];
	    new: boolean;
	}
	export interface RowDetail {
	    table: string;
	    row: Row;
	    fields: FieldOrigin[];
	    history: HistoryEntry[];
	    links: RowLink[];
	}
	export interface RowLink {
	    integration: string;
	    dataType: string;
	    identity: string;
	}
	export interface RowsPage {
	    fields: Field[];
	    rows: Row[];
	    total: number;
	    searched: Searched;
	}
	export interface RowsQuery {
	    table: string;
	    fields: string[];
	    filters: Filter[];
	    search: string;
	    sort: string;
	    descending: boolean;
	    offset: number;
	    limit: number;
	    deleted: boolean;
	    changedSince: string;
	}
	export interface Run {
	    id: string;
	    integration: string;
	    integrationName: string;
	    trigger: domain.Trigger;
	    dryRun: boolean;
	    full: boolean;
	    startedAt: string;
	    endedAt: string;
	    result: domain.RunResult;
	    error?: Error;
	    transfers: TransferRun[];
	    undo: string;
	}
	export interface RunsPage {
	    runs: Run[];
	    total: number;
	}
	export interface RunsQuery {
	    integration: string;
	    result: string;
	    offset: number;
	    limit: number;
	}
	export enum SearchState {
	    full = "full",
	    running = "running",
	    stopped = "stopped",
	    whole = "whole",
	}
	export interface Searched {
	    state: SearchState;
	    share: number;
	}
	export interface Settings {
	    language: string;
	    appearance: string;
	    addressBook: string[];
	    historyDays: number;
	    maxRuns: number;
	    keepRunning: boolean;
	    startAtLogin: boolean;
	    notOnBattery: boolean;
	    bubbles: boolean;
	    quietFrom: string;
	    quietUntil: string;
	    notOnMetered: boolean;
	}
	export interface SignInFlow {
	    id: string;
	    authorization: string;
	    address: string;
	    redirectAddress: string;
	    opened: boolean;
	    byHand: boolean;
	    expiresAt: string;
	}
	export interface SignInProgress {
	    flow: string;
	    authorization: string;
	    state: domain.SignInState;
	    error?: Error;
	}
	export interface SignInSpec {
	    when: string;
	    whenValue: string;
	    clientFields: string[];
	    clientShipped: boolean;
	    filled: string[];
	    redirectAddress: string;
	    redirectField: string;
	    guide: GuideStep[];
	    permissions: string[];
	    canRevoke: boolean;
	}
	export interface Source {
	    id: string;
	    name: string;
	    category: string;
	    monogram: string;
	    description: string;
	    needsAuthorization: boolean;
	    fromFile: boolean;
	}
	export interface SourceField {
	    path: string;
	    type: domain.FieldType;
	    samples: string[];
	    service: boolean;
	    new: boolean;
	}
	export interface SourceSpec {
	    source: Source;
	    authorization: FormField[];
	    settings: FormField[];
	    guide: GuideStep[];
	    signIn?: SignInSpec;
	    documentationUrl: string;
	}
	export interface Status {
	    state: string;
	    running: number;
	    nextRunAt: string;
	    pausedUntil: string;
	    needs: number;
	    active: number;
	}
	export interface SupportFile {
	    name: string;
	    words: string;
	    bytes: number;
	}
	export interface Table {
	    name: string;
	    fields: Field[];
	    rows: number;
	    fedBy: Reference[];
	    keys: string[];
	}
	export interface TableCounts {
	    table: string;
	    created: number;
	    updated: number;
	    deleted: number;
	    rows: number;
	}
	export interface TableOrder {
	    feeders: Feeder[];
	    fields: FieldFeeders[];
	}
	export interface TableView {
	    name: string;
	    isDefault: boolean;
	    search: string;
	    sort: string;
	    descending: boolean;
	    since: string;
	    fields: string[];
	    filters: Record<string, string>;
	}
	export interface Transfer {
	    id: string;
	    dataType: string;
	    label: string;
	    table: string;
	    active: boolean;
	    mappedFields: number;
	    fields: number;
	    keys: string[];
	    records: number;
	    refusal: string;
	    whenFieldsChange: domain.WhenFieldsChange;
	    fieldChanges: string[];
	}
	export interface TransferRun {
	    dataType: string;
	    label: string;
	    table: string;
	    mode: domain.ReadMode;
	    counts: Counts;
	    seconds: number;
	    warnings: string[];
	    fieldChanges: string[];
	    inService: number;
	    inProject: number;
	    differences: Difference[];
	    heldRows: number;
	    linked: number;
	    blanked: number;
	}
	export interface TransferUpdates {
	    dataType: string;
	    label: string;
	    table: string;
	    mappedFields: number;
	    updates: string[];
	}
	export interface UndoReport {
	    run: string;
	    tables: UndoTable[];
	    changes: UndoRow[];
	    kept: UndoRow[];
	}
	export interface UndoRow {
	    table: string;
	    id: string;
	    key: string;
	    kind: string;
	    reason: string;
	    fields: FieldChange[];
	}
	export interface UndoTable {
	    table: string;
	    setBack: number;
	    removed: number;
	    returned: number;
	    hidden: number;
	    kept: number;
	}
	export interface Warning {
	    code: string;
	    title: string;
	    severity: domain.Severity;
	    words: string;
	    do: string;
	    page: string;
	}
}

export namespace domain {
	export enum AuthorizationState {
	    expires_soon = "expires_soon",
	    needs_sign_in = "needs_sign_in",
	    not_allowed = "not_allowed",
	    unchecked = "unchecked",
	    works = "works",
	}
	export enum DateOrder {
	    day_first = "day_first",
	    month_first = "month_first",
	}
	export enum DifferenceCause {
	    failed = "failed",
	    gone = "gone",
	    gone_held = "gone_held",
	    held = "held",
	    ignored = "ignored",
	    left_out = "left_out",
	    not_met = "not_met",
	}
	export enum FieldType {
	    boolean = "boolean",
	    choice = "choice",
	    date = "date",
	    datetime = "datetime",
	    decimal = "decimal",
	    email = "email",
	    integer = "integer",
	    json = "json",
	    phone = "phone",
	    text = "text",
	    url = "url",
	}
	export enum IntegrationState {
	    active = "active",
	    disabled = "disabled",
	    inactive = "inactive",
	    needs_decision = "needs_decision",
	    needs_sign_in = "needs_sign_in",
	}
	export enum Kind {
	    bad_records = "bad_records",
	    cancelled = "cancelled",
	    not_allowed = "not_allowed",
	    offline = "offline",
	    our_fault = "our_fault",
	    rate_limited = "rate_limited",
	    service_down = "service_down",
	    set_up = "set_up",
	    sign_in = "sign_in",
	}
	export enum MailState {
	    delivered = "delivered",
	    failed = "failed",
	    waiting = "waiting",
	}
	export enum ReadMode {
	    changed = "changed",
	    full = "full",
	}
	export enum RecordErrorCode {
	    ambiguous_date = "ambiguous_date",
	    key_missing = "key_missing",
	    key_repeated = "key_repeated",
	    key_shared = "key_shared",
	    key_taken = "key_taken",
	    not_a_boolean = "not_a_boolean",
	    not_a_date = "not_a_date",
	    not_a_number = "not_a_number",
	    not_a_phone = "not_a_phone",
	    not_a_web_address = "not_a_web_address",
	    not_an_email = "not_an_email",
	    not_an_integer = "not_an_integer",
	    not_in_choices = "not_in_choices",
	    not_text = "not_text",
	    required_missing = "required_missing",
	    too_deep = "too_deep",
	    too_long = "too_long",
	}
	export enum RunResult {
	    cancelled = "cancelled",
	    failed = "failed",
	    interrupted = "interrupted",
	    needs_decision = "needs_decision",
	    ok = "ok",
	    running = "running",
	    warning = "warning",
	}
	export enum Severity {
	    fine = "fine",
	    problem = "problem",
	    remark = "remark",
	    warning = "warning",
	}
	export enum SignInState {
	    cancelled = "cancelled",
	    denied = "denied",
	    done = "done",
	    failed = "failed",
	    finishing = "finishing",
	    timed_out = "timed_out",
	    waiting = "waiting",
	}
	export enum Trigger {
	    catch_up = "catch_up",
	    manual = "manual",
	    schedule = "schedule",
	    undo = "undo",
	}
	export enum UpdateType {
	    created = "created",
	    deleted = "deleted",
	    updated = "updated",
	}
	export enum WhenFieldsChange {
	    add = "add",
	    stop = "stop",
	    tell = "tell",
	}
}

