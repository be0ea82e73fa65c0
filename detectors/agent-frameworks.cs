using LangChain;               // finds: langchain
using Microsoft.KernelMemory;  // finds: semantic-kernel
using Microsoft.Agents.AI;     // finds: microsoft-agent-framework
using Microsoft.AutoGen;       // finds: autogen
using A2A;                     // finds: agent2agent
using Microsoft.Teams.AI;      // finds: bot-framework
// using LangChain;  finds nothing
