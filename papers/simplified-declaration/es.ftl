title = Declaración UE de conformidad simplificada

unchecked = El texto español de este documento aún no se ha cotejado con el Diario Oficial de la Unión Europea.

# Annex VI to Regulation (EU) 2024/2847 prescribes the words of this sentence. This is a translation from the English
# ones; it has not been compared with the Official Journal in this language.
declaration =
    .text =
        Por la presente, { $organisation } declara que el producto con elementos digitales de tipo { $product-type } es conforme con el Reglamento (UE) 2024/2847.

        El texto completo de la declaración UE de conformidad está disponible en la siguiente dirección de internet: { $declaration-address }
