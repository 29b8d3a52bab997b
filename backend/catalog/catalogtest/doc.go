// Package catalogtest answers as the services of the catalog document their answers, so that every manifest can be tried
// without the vendor. How a service answers is data: answers/<id>.yaml; one server interprets all of them.
//
// A file names, per data type, the path, a record from which the others are made, the style of paging, the filters and the
// parameters the vendor knows. What the vendor would refuse or silently ignore is refused here and fails the test.
// Wrong keys, missing rights, too many requests and a broken service are answers too (Trouble).
//
// The server keeps records in memory: Touch, Add and Delete change them as a person at the service would, and Records
// tells the truth that a read must arrive at. Times come from the file, never from the clock.
package catalogtest
