package domain

// MailServer is how Tributary sends mail; its password is sealed elsewhere.
type MailServer struct {
	Host string
	Port int
	TLS  string // starttls, tls or none
	User string
	From string
}
