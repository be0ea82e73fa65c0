title = Technical documentation

subject = Subject and purpose of this documentation
    .text = This documentation is drawn up by { $organisation } before placing on the market and is kept up to date. It shows how the essential requirements that apply are met.

single-set =
    .text = It is the one set of technical documentation for all Union acts that ask for one.

general = General description

product = Product and manufacturer
    .text =
        { $product }, type { $product-type }

        { $product-identifiers }

        Manufacturer: { $organisation }, { $postal-address }

purpose = Intended purpose of the product
    .text = { $intended-purpose }

ai-systems = AI systems
    .lead = The sections on AI systems below are about those that are high-risk.

system = Purpose, provider and version: { $ai-system }
    .text =
        { $system-intended-purpose }

        Provider: { $organisation }, { $postal-address }

        Version: { $system-version }

interaction = Interaction with other systems: { $ai-system }
    .text = { $works-with }

versions = Versions of software and firmware
    .text = The following versions matter for meeting the requirements.

product-versions =
    .text = Product: { $software-versions }

system-versions =
    .text = { $ai-system }, with what updates of versions require: { $system-software-versions }

forms = Forms of supply: { $ai-system }
    .text = { $forms-of-supply }

hardware = Hardware: { $ai-system }
    .text = { $system-hardware }

pictures = Photographs and drawings: outside, marking and inner layout

user-interface = User interface for deployers: { $ai-system }
    .text = { $user-interface }

user-information = Information for users and instructions for use
    .lead = As they come with the product and with each high-risk AI system:

development = Design, development, production and vulnerability handling

architecture = Design, development and architecture
    .lead = How the software components build on each other and fit into the processing as a whole; for AI systems also the computing resources of development, training, testing and validation:

methods = Methods and steps of development: { $ai-system }
    .lead = With the pre-trained systems and tools of others, and how they were used, integrated or modified:

ai-assets = AI models, libraries and services found in the product

design = Design specifications: { $ai-system }
    .lead = General logic, key design and classification choices with their reasons, what is optimised, expected output and its quality, and trade-offs:

data = Data: { $ai-system }
    .lead = Data sheets on the training, and on the data sets with their origin, selection, labelling and cleaning:

oversight = Assessment of human oversight: { $ai-system }

fixed-changes = Changes fixed in advance: { $ai-system }
    .lead = With the technical solutions by which the system keeps meeting the requirements:

cybersecurity = Cybersecurity measures: { $ai-system }

vulnerability-handling = Vulnerability handling
    .lead = The processes, and what shows that there is a contact address for reports:

vulnerability-contact =
    .text =
        Reports of vulnerabilities go to { $vulnerability-contact }.

        The policy on coordinated vulnerability disclosure stands here: { $disclosure-policy-address }

        Secure distribution of updates: { $update-distribution }

bill-of-materials = Software bill of materials

production = Production and monitoring
    .lead = The processes, and how they are validated:

functioning = Monitoring, functioning and control of AI systems

capabilities = Capabilities, limits, risks and oversight: { $ai-system }
    .text =
        Capabilities:

        { $system-capabilities }

        Limits of performance, and accuracy overall:

        { $system-limits }

        { $expected-performance }

        { $has-performance-for-groups ->
            [yes] For particular people or groups: { $performance-for-groups }
           *[no] {""}
        }

        Foreseeable unintended outcomes and sources of risk:

        { $unintended-outcomes }

        Human oversight:

        { $oversight-measures }

input-data = Input data: { $ai-system }
    .text = { $input-data-needed }

metrics = Why the performance metrics suit the system: { $ai-system }

risks = Risks

risk-assessment = Cybersecurity risk assessment
    .lead = With how the requirements of Annex I, Part I, apply to the product:

joint-assessment =
    .text = It may be part of the risk assessment that other Union law requires for the product.

not-applicable = Requirements that do not apply
    .text =
        { $requirements-not-applicable }

        Reasons:

        { $requirements-not-applicable-why }

risk-management = Risk management system: { $ai-system }

support-period = Support period
    .text =
        The support period is { $support-period } years; the product is expected to be in use for { $expected-use-time } years.

        Taken into account:

        { $support-period-weighed }

changes = Changes over the lifecycle

lifecycle-changes = Changes made by the provider: { $ai-system }
    .text = { $lifecycle-changes }

standards = Standards, specifications and certification schemes

product-standards = Applied for the product
    .text =
        { $harmonised-standards-applied ->
            [none] { $common-specifications-applied ->
                [none] { $cybersecurity-certificate ->
                    [none] No harmonised standard cited in the Official Journal, no common specification and no European cybersecurity certification scheme was applied.
                   *[other] { $standards-used }
                }
               *[other] { $standards-used }
            }
           *[other] { $standards-used }
        }

parts = Parts that were applied
    .text = { $standards-parts-applied }

solutions = Solutions adopted instead, for the product
    .lead = How Annex I, Parts I and II, is met, with the other technical specifications applied:

system-standards = Applied for { $ai-system }
    .text =
        { $aia-standards-applied ->
            [none] No harmonised standard cited in the Official Journal was applied.
           *[other] { $system-standards-used }
        }

system-solutions = Solutions adopted instead: { $ai-system }
    .lead = How the requirements of Chapter III, Section 2, are met, with the other standards and technical specifications applied:

tests = Tests and validation
    .lead = Reports of the tests of product and vulnerability handling; for AI systems also the procedures, data and metrics of validation and testing, with test logs and dated, signed reports:

declaration = Copy of the EU declaration of conformity

on-request = Bill of materials for market surveillance
    .text = The software bill of materials is given to a market surveillance authority that asks for it with reasons and needs it to check conformity with Annex I.

post-market = After placing on the market

monitoring = Evaluation of performance and monitoring plan: { $ai-system }

other-acts = Other Union acts

sector-act = Information that { $sector-act } asks for

held = Evidence in the signed log

evidence =
    .lead = Everything below is kept with its digest, by which it can be told whether it was changed.
