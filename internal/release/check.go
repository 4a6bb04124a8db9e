package release

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
)

// Expected is what a folder of built files is checked against.
type Expected struct {
	// Commit is the full hash of the commit that the programs are built from.
	Commit string
	// Unsigned says that no signature is made, as on a machine without GPG.
	Unsigned bool
}

// The names that the Terraform Registry asks for: https://developer.hashicorp.com/terraform/registry/providers/publishing.
var (
	sumsName    = regexp.MustCompile(`^` + project + `_(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)_SHA256SUMS$`)
	archiveName = regexp.MustCompile(`^` + project + `_(.+)_([a-z0-9]+)_([a-z0-9]+)\.zip$`)
)

// Check reads the files of a release in the folder dist, as GoReleaser leaves them, and returns the version that they are of.
// Its error joins everything that a registry or a user would object to: files that are missing, too many, or differ from their
// checksums, a signature in the wrong form, a manifest of another protocol, and what is wrong inside the archives.
func Check(dist string, expected Expected) (version string, err error) {
	return check(dist, expected, buildinfo.Read)
}

// buildReader returns what Go has noted in a program.
type buildReader func(program io.ReaderAt) (*debug.BuildInfo, error)

func check(dist string, expected Expected, builds buildReader) (version string, err error) {
	sums, version, err := findSums(dist)
	if err != nil {
		return "", err
	}
	files, err := filepath.Glob(filepath.Join(dist, project+"_*"))
	if err != nil {
		return "", err
	}
	manifest := project + "_" + version + "_manifest.json"
	wanted := map[string]bool{manifest: true}
	archives := 0
	var problems []error
	for _, file := range files {
		name := filepath.Base(file)
		parts := archiveName.FindStringSubmatch(name)
		switch {
		case parts != nil && parts[1] == version:
			archives++
			wanted[name] = true
			if err := checkArchive(file, version, platform{parts[2], parts[3]}, expected.Commit, builds); err != nil {
				problems = append(problems, fmt.Errorf("%s: %w", name, err))
			}
		case name != manifest && name != sums && name != sums+".sig" && filepath.Ext(name) != "":
			problems = append(problems, fmt.Errorf("%s is no file of release %s", name, version))
		}
	}
	if archives == 0 {
		problems = append(problems, fmt.Errorf("there is no archive of release %s in %s", version, dist))
	}
	problems = append(problems,
		checkSums(dist, sums, wanted),
		checkManifest(filepath.Join(dist, manifest)),
		checkSignature(filepath.Join(dist, sums+".sig"), expected.Unsigned))
	return version, errors.Join(problems...)
}

// findSums returns the name of the file of checksums, and the version that is in this name.
func findSums(dist string) (name, version string, err error) {
	found, err := filepath.Glob(filepath.Join(dist, "*_SHA256SUMS"))
	if err != nil {
		return "", "", err
	}
	if len(found) != 1 {
		return "", "", fmt.Errorf("%s has %d files *_SHA256SUMS, expected one", dist, len(found))
	}
	name = filepath.Base(found[0])
	parts := sumsName.FindStringSubmatch(name)
	if parts == nil {
		return "", "", fmt.Errorf("%s is not named %s_VERSION_SHA256SUMS with a version such as 1.2.3 or 1.2.3-rc.1", name, project)
	}
	return name, parts[1], nil
}

// checkSums compares the files named by the checksums with those that are wanted, and each with its sum.
func checkSums(dist, sums string, wanted map[string]bool) error {
	text, err := os.ReadFile(filepath.Join(dist, sums))
	if err != nil {
		return fmt.Errorf("read the checksums: %w", err)
	}
	var problems []error
	named := map[string]bool{}
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		if !ok || !wanted[name] {
			problems = append(problems, fmt.Errorf("%s: the line %q names no file of this release", sums, lines.Text()))
			continue
		}
		named[name] = true
		content, err := os.ReadFile(filepath.Join(dist, name))
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", sums, err))
		} else if has := sha256.Sum256(content); hex.EncodeToString(has[:]) != sum {
			problems = append(problems, fmt.Errorf("%s: %s has the checksum %x, not %s", sums, name, has, sum))
		}
	}
	for name := range wanted {
		if !named[name] {
			problems = append(problems, fmt.Errorf("%s does not name %s", sums, name))
		}
	}
	return errors.Join(problems...)
}

// checkManifest checks that the registries learn that the provider speaks protocol 6. Without it they assume 5, and Terraform
// would fail to start the provider.
func checkManifest(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read the manifest: %w", err)
	}
	var manifest struct {
		Version  int
		Metadata struct {
			ProtocolVersions []string `json:"protocol_versions"`
		}
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return fmt.Errorf("read the manifest %s: %w", filepath.Base(file), err)
	}
	if manifest.Version != 1 || !slices.Equal(manifest.Metadata.ProtocolVersions, []string{"6.0"}) {
		return fmt.Errorf("%s has format %d and protocols %q, expected format 1 and protocol 6.0", filepath.Base(file),
			manifest.Version, manifest.Metadata.ProtocolVersions)
	}
	return nil
}

// checkSignature checks the form of the signature, not who made it. The Terraform Registry takes binary ones only.
func checkSignature(file string, unsigned bool) error {
	text, err := os.ReadFile(file)
	switch {
	case unsigned && errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("read the signature: %w", err)
	case len(text) == 0:
		return fmt.Errorf("%s is empty", filepath.Base(file))
	case bytes.HasPrefix(text, []byte("-----BEGIN")):
		return fmt.Errorf("%s is armoured text, the registries take binary signatures only", filepath.Base(file))
	}
	return nil
}
