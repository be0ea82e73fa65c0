alias LangChain  # finds: langchain
# alias LangChain  finds nothing
