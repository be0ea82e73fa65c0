title = Vereenvoudigde EU-conformiteitsverklaring

unchecked = De Nederlandse tekst van dit document is nog niet vergeleken met het Publicatieblad van de Europese Unie.

# Annex VI to Regulation (EU) 2024/2847 prescribes the words of this sentence. This is a translation from the English
# ones; it has not been compared with the Official Journal in this language.
declaration =
    .text =
        Hierbij verklaart { $organisation } dat het product met digitale elementen van het type { $product-type } in overeenstemming is met Verordening (EU) 2024/2847.

        De volledige tekst van de EU-conformiteitsverklaring is beschikbaar op het volgende internetadres: { $declaration-address }
