// Package as3 turns a typed description of an F5 BIG-IP that stands in front of a RabbitMQ cluster into a declaration for
// its AS3 extension (BIG-IP Application Services 3 Extension).
//
// It is the second writer of package loadbalancer, beside haproxy, and says the same things in the same words. It knows AS3's
// classes from version 3.29 on, the rules for names, and what AS3's published JSON Schema (3.56.0) lets through though a
// BIG-IP refuses it or takes it for something else: a virtual server without a port, an address that is none, a name that
// is one of AS3's own words, a monitor's string that AS3 would expand. It is pure: a model goes in, JSON, problems and
// warnings come out. It opens no connection, reads no file and knows nothing of Terraform.
//
// What AS3 (3.56.0, by its source) and the BIG-IP replace or refuse in a declaration, and what becomes of it here:
//   - A monitor's send and receive are expanded: between two backquotes stand names, pointers and values of the
//     declaration, base64 decoded, or the end of all expansion. Paths and the Host header have no backquotes
//     (validate_check.go). Nothing else that is written here is expanded.
//   - The BIG-IP itself reads \r and \n in these strings, which are written as two characters each; the user's own
//     backslashes and double quotes are refused.
//   - "pool" and "use" are pointers: relative to the application, or with @, /, a number in front or # at the end, to
//     anything in the declaration. They are made of a listener's name alone, which begins with a letter and has none of these
//     (names.go).
//   - "bigip" is the path of what the BIG-IP has. AS3 drops double quotes from it, puts others around it where there is a blank, and
//     writes it into commands and URLs: only letters, digits and _.:- between slashes (pathForm).
//   - An object with base64, url, copyFrom, reuseFrom, text or include stands for a string, or takes one from elsewhere. None is
//     written; a password is an object with ciphertext, base64 of what was given, which AS3 encrypts (monitor.go).
//   - Names are JSON keys beside properties of AS3's own: those are refused, and lists of them kept (names.go).
//   - User name and password go through the BIG-IP's shell: what AS3 would change or leave unquoted there is refused
//     (validate_check.go). So is the word none, which is no value.
//   - Labels, remarks and the identifier have the characters that the schema lets through (validate.go). AS3 replaces the remark of
//     a server that the BIG-IP has as a node already.
//   - Addresses have no route domain (%) and no length of a network; AS3 takes these for more than an address.
//
// [Resolve] fills in what a [Config] leaves out, by one function (see defaults.go), and finds its problems; a Config
// without any is a [Resolved], whose methods give the outputs. Every document is built from values and encoded as a whole,
// so that no string can become anything but a JSON string.
package as3
