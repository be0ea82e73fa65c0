title = Cybersecurity risk assessment

product = Product
    .text =
        { $product }, type { $product-type }

        { $product-identifiers }

        Manufacturer: { $organisation }

basis = Basis of the analysis

purpose = Intended purpose
    .text = { $intended-purpose }

use = Foreseeable use
    .text =
        { $foreseeable-use }

        Circumstances of use or foreseeable misuse that may lead to significant risks:

        { $risky-circumstances }

conditions = Conditions of use
    .text = { $conditions-of-use }

assets = What has to be protected
    .text = { $assets-to-protect }

time = Expected time of use
    .text = The product is expected to be in use for { $expected-use-time } years.

risks = Risks and their treatment

requirements = How the requirements of Annex I apply
    .text = The tables below name the requirements that apply to the product, and what shows how each is met in the light of the risks.

level = Part I, point 1: a level of cybersecurity that fits the risks

properties = Part I, point 2: properties of the product

not-applicable = Requirements that do not apply
    .text =
        The risk assessment finds that these requirements do not apply to the product:

        { $requirements-not-applicable }

        Reasons:

        { $requirements-not-applicable-why }

handling = Part II: vulnerability handling

phases = The outcome in planning, design, development, production, delivery and maintenance
    .lead = The outcome is taken into account in each of these phases:

updates = Keeping the assessment current
    .text = The assessment is updated as needed during the support period, which ends on { $support-period-end }, and wherever vulnerabilities or other knowledge about the product call for it.

documentation = Place in the technical documentation
    .text =
        This assessment is part of the technical documentation.

        { $joint-risk-assessment ->
            [yes] It may be part of the risk assessment that other Union law requires for the product.
           *[other] {""}
        }
