title = Simplified EU declaration of conformity

# The words of Annex VI to Regulation (EU) 2024/2847, which prescribes them.
declaration =
    .text =
        Hereby, { $organisation } declares that the product with digital elements type { $product-type } is in compliance with Regulation (EU) 2024/2847.

        The full text of the EU declaration of conformity is available at the following internet address: { $declaration-address }
