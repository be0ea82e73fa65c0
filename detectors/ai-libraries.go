package main

import (
	"gorgonia.org/gorgonia"                     // finds: go-machine-learning
	"github.com/tmc/langchaingo/llms"           // finds: langchain
	"github.com/mine/langchaingo"               // finds nothing
)
