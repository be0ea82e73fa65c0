title = Post-market monitoring plan

system = AI system
    .lead = This plan is part of the technical documentation of the AI system.
    .text =
        { $ai-system }, type { $system-type }

        { $system-identifiers }

        Provider: { $organisation }

        { $monitoring-may-join-existing ->
            [yes] The monitoring may be built into the one that other law already requires, with equal protection.
           *[other] {""}
        }

scope = Scope of the monitoring
    .text = { $monitoring-scope }

data = Data that are collected
    .lead = The data are collected actively and systematically throughout the lifetime of the system.
    .text = { $monitoring-data }

analysis = Recording and analysis
    .text = { $monitoring-analysis }

compliance = Judging continuous compliance
    .lead = The data let the provider judge whether the system still meets the requirements for high-risk AI systems.
    .text = { $monitoring-compliance }

interactions = Interaction with other AI systems
    .text = { $monitoring-interactions }
