title = CE marking

form = Form
    .text = The initials have this form. Made larger or smaller, they keep its proportions.
    .alt = The letters C and E in the form of the CE marking

size = Size
    .text = The marking is at least 5 mm high. It may be lower on account of the nature of { $product }, if it stays visible and legible.

system-size = Size on { $ai-system }
    .text = The marking is at least 5 mm high.

place = Place on { $product }
    .text =
        { $what-is-supplied ->
            [software] The marking of software stands on the EU declaration of conformity or on the website that comes with the software, there in a section that consumers reach easily and directly.
           *[other] The marking is affixed to the product so that it can be seen and read and does not come off. Only where the nature of the product does not allow or warrant this, it is affixed to the packaging and to the EU declaration of conformity that comes with the product.
        }

        Here: { $ce-marking-place }

system-place = Place on { $ai-system }
    .text =
        The marking is affixed so that it can be seen and read and does not come off. Where the nature of the AI system does not allow or warrant this, it is affixed to the packaging or to the papers that come with the system, as fits.

        Here: { $system-ce-marking-place }

digital = Digital marking of { $ai-system }
    .text = Where the system is supplied digitally, its marking is digital, and is reached easily: through the interface from which the system is used, through a machine-readable code or by other electronic means.

number = Number of the notified body
    .text =
        The identification number { $cra-notified-body-number } follows the marking.

        The notified body affixes it itself or has { $organisation } or its authorised representative do so.
    .alt = The CE marking, followed by the number { $cra-notified-body-number }

system-number = Number of the notified body for { $ai-system }
    .text =
        The identification number { $aia-notified-body-number } follows the marking.

        The notified body affixes it itself or has { $organisation } or its authorised representative do so.
    .alt = The CE marking, followed by the number { $aia-notified-body-number }

advertising = Advertising for { $ai-system }
    .text = Where advertising says that the system meets the requirements for the CE marking, it shows the number { $aia-notified-body-number } as well.

before = Time
    .text = The marking is affixed before { $product } is placed on the market.

laws = What the marking says
    .text = By affixing the marking { $organisation } takes responsibility for conformity with all Union law that provides for it:

law-cra =
    .text = - Regulation (EU) 2024/2847 (Cyber Resilience Act)

law-aia =
    .text = - Regulation (EU) 2024/1689 (Artificial Intelligence Act), for { $ai-system }

law-other =
    .text =
        { $ce-marking-required ->
            [yes] - { $publication-reference }
           *[other] {""}
        }

who = Who affixes it
    .text =
        { $organisation } or its authorised representative affixes the marking, and nobody else.

        No other mark, sign or text beside it may mislead about its meaning or form, or make it harder to see or read.
