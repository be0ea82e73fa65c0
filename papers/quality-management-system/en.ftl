title = Quality management system

basis =
    .text = { $organisation } keeps this system, in written policies, procedures and instructions, for the following AI systems. Each part names the documents that set it down.

system =
    .text =
        - { $ai-system }{ $qms-within-sector-system ->
            [yes] ; the parts may stand in the quality management system that other product law requires
           *[other] {""}
        }{ $qms-met-through-financial-rules ->
            [yes] ; except for risk management, monitoring and incidents, the rules on the governance of financial institutions stand in for the parts
           *[other] {""}
        }

strategy = Strategy for compliance, conformity assessment and changes to the systems

design = Design, control and verification of the design

development = Development, quality control and quality assurance

tests = Examinations, tests and validations, and how often they take place

specifications = Technical specifications and standards applied, and other means of meeting the requirements

data = Management of data

risks = Risk management system

monitoring = Post-market monitoring

incidents = Reporting of serious incidents

communication = Communication with authorities, notified bodies, other operators, customers and others

records = Keeping of records

resources = Resources and security of supply

accountability = Accountability of management and staff for each part

proportion = Proportion to the size of the organisation
    .lead = However the parts are carried out, the rigour and level of protection that conformity requires are kept.
