title = Risk management file of an AI system

system = AI system
    .text =
        { $ai-system }, for: { $system-intended-purpose }

        Provider: { $organisation }

risks = Risks, their treatment and what remains
    .lead = From the register of risks that the product and its AI systems share; likelihood and impact by the scale written down there.
