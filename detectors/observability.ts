import a from "langsmith/x";  // finds: langsmith
// import a from "langsmith/x";  finds nothing
const a = 'import a from "langsmith/x";';  // finds nothing
