// The oracle of the YAML tests: what Kubernetes itself reads.
//
// It reads a JSON array of YAML documents from standard input and prints a
// JSON array with one answer each: `json`, or `error` when the document cannot
// be read, and `strictError` when only strict reading refuses it.
// It never decides whether Portico is right: the tests compare.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"sigs.k8s.io/yaml"
)

type answer struct {
	JSON        *string `json:"json,omitempty"`
	Error       string  `json:"error,omitempty"`
	StrictError string  `json:"strictError,omitempty"`
}

// read turns a panic of the parser into an error: hostile input is the point.
func read(parse func([]byte) ([]byte, error), document string) (result []byte, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v", cause)
		}
	}()
	return parse([]byte(document))
}

func ask(document string) answer {
	var answered answer
	if result, err := read(yaml.YAMLToJSON, document); err != nil {
		answered.Error = err.Error()
	} else {
		text := string(result)
		answered.JSON = &text
	}
	if _, err := read(yaml.YAMLToJSONStrict, document); err != nil {
		answered.StrictError = err.Error()
	}
	return answered
}

func run() error {
	var documents []string
	if err := json.NewDecoder(os.Stdin).Decode(&documents); err != nil {
		return fmt.Errorf("standard input must be a JSON array of strings: %w", err)
	}
	answers := make([]answer, 0, len(documents))
	for _, document := range documents {
		answers = append(answers, ask(document))
	}
	return json.NewEncoder(os.Stdout).Encode(answers)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "kubernetes-yaml:", err)
		os.Exit(1)
	}
}
