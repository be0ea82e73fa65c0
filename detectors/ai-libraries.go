import "gorgonia.org/gorgonia"  // finds: go-machine-learning
// import "gorgonia.org/gorgonia"  finds nothing
