package main

import (
	"github.com/openai/openai-go"                   // finds: openai-client
	openai "github.com/sashabaranov/go-openai"      // finds: openai-client
	"github.com/openai/openai-go/v2/option"         // finds: openai-client
	"github.com/openai/openai-gopher"               // finds nothing
	"google.golang.org/genai"                       // finds: google-gemini-client
	"github.com/tmc/langchaingo/llms/ollama"        // finds: ollama-client
)

var known = []string{
	"github.com/openai/openai-go",                  // finds nothing
}
