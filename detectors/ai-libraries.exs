alias Nx       # finds: elixir-machine-learning
alias Scholar  # finds: elixir-machine-learning
# alias Nx  finds nothing
