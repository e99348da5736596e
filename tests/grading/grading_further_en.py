"""Further English names, of kinds that were first graded unseen: laws, ships, species, teams, songs, languages, standards, eponyms."""

from __future__ import annotations

ROWS = """
# laws and treaties
Which US law of 1964 banned segregation? | Civil Rights Act of 1964 | the Civil Rights Act of 1964; Civil Rights Act (1964) | Civil Rights Act of 1968; Voting Rights Act of 1965
Which treaty ended the war with Germany in 1919? | Treaty of Versailles | the Versailles Treaty; The Treaty of Versailles | Treaty of Verdun; Treaty of Trianon
Which section of the Communications Decency Act protects websites? | Section 230 | section 230; Sec. 230; § 230 | Section 320; Section 23; Section 230A
# ships and spacecraft
On which ship did Nelson die? | HMS Victory | the HMS Victory; H.M.S. Victory; Victory | HMS Victorious; HMS Victoria
Which spacecraft first landed men on the moon? | Apollo 11 | Apollo XI; Apollo Eleven; Apollo-11 | Apollo 1; Apollo 10; Apollo 13
# species
Which bacterium causes most stomach ulcers? | Helicobacter pylori | H. pylori; helicobacter pylori; H pylori | Helicobacter felis; H. felis; Campylobacter jejuni
Which bacterium lives in the human gut and is used in labs? | Escherichia coli | E. coli; E.coli; escherichia coli | Entamoeba coli; E. albertii; Escherichia fergusonii
What is the scientific name of humans? | Homo sapiens | homo sapiens; H. sapiens | Homo erectus; Homo neanderthalensis; Homo
# teams
Which club plays at Old Trafford? | Manchester United F.C. | Manchester United; Manchester United FC | Manchester City; Newcastle United; West Ham United
Which baseball team plays in the Bronx? | New York Yankees | the New York Yankees; New York Yankees (MLB) | New York Mets; New York Giants; Newark Yankees
# songs and works
Which song did the Beatles release in 1968 with a long coda? | Hey Jude | "Hey Jude"; Hey, Jude; 'Hey Jude' | Hey Joe; Hey Ya!; Jude
Which Queen song has an operatic section? | Bohemian Rhapsody | "Bohemian Rhapsody"; Bohemian Rhapsody (song) | Hungarian Rhapsody; Rhapsody in Blue; Bohemian Grove
Which opera has the aria Nessun dorma? | Turandot | Turandot; Turandot (opera); Puccini's Turandot | Tosca; Turando
# languages and currencies
Which language is written with the extension .cpp? | C++ | C++; c++ | C; C#; C+; C--
Which programming language did Microsoft launch with .NET? | C# | C#; c# | C; C++; F#
Which language is the official one of Brazil? | Portuguese | Portuguese; the Portuguese language; Portuguese (Brazil) | Brazilian Spanish; Galician; Portugese Creole
Which currency does Japan use? | yen | the yen; Yen | yuan; won; yen bond
# eponyms
Which disease of the basal ganglia causes tremor at rest? | Parkinson's disease | Parkinson disease; Parkinsons disease; Parkinson’s disease | Parkinson-plus syndrome; Huntington's disease; Wolff-Parkinson-White syndrome
Which disease is the most common cause of dementia? | Alzheimer's disease | Alzheimer disease; Alzheimer’s disease; Alzheimers disease | Alexander disease; Pick's disease; Alzheimer's disease 4
Which lymphoma has Reed-Sternberg cells? | Hodgkin lymphoma | Hodgkin's lymphoma; Hodgkins lymphoma; hodgkin lymphoma | non-Hodgkin lymphoma; Burkitt lymphoma; Non-Hodgkin's lymphoma
# people from elsewhere
Which director made Seven Samurai? | Akira Kurosawa | Kurosawa Akira; Kurosawa; A. Kurosawa | Kiyoshi Kurosawa; Akira Toriyama; Akira Ifukube
Which secretary-general of the UN came from South Korea? | Ban Ki-moon | Ban Ki Moon; Ban Kimoon; Ki-moon Ban | Moon Jae-in; Ban Ki-mun Lee; Kim Ki-moon
Which leader founded Singapore? | Lee Kuan Yew | Kuan Yew Lee; Lee Kuan-Yew; Mr Lee Kuan Yew | Lee Hsien Loong; Lee Kuan; Goh Kuan Yew
Which Egyptian novelist won the Nobel Prize? | Naguib Mahfouz | Mahfouz; Naguib Mahfouz; Mr. Mahfouz | Ahmed Mahfouz; Naguib Sawiris; Mohamed Naguib
Who composed The Planets? | Gustav Holst | Holst; G. Holst | Imogen Holst; Gustav Mahler; Gustav Holt
Who painted The Night Watch? | Rembrandt | Rembrandt; Rembrandt van Rijn | Rembrandt Peale; Rembrant Bugatti
Which president was called Ike? | Dwight D. Eisenhower | Eisenhower; Dwight Eisenhower; President Dwight David Eisenhower; General Eisenhower | David Eisenhower; Dwight Howard; Dwight L. Moody; Mamie Eisenhower
Who wrote Frankenstein? | Mary Shelley | Shelley; ~Shelley, Mary | Percy Bysshe Shelley; Mary Wollstonecraft; Percy Shelley
# standards and codes
Which ISO standard is for quality management? | ISO 9001 | ISO9001; ISO-9001; iso 9001 | ISO 9000; ISO 14001; ISO 90011; ISO 9001-2
Which currency code does the Swiss franc have? | CHF | CHF; chf | CH; CHN; CHFX
Which rhesus factor and group is the universal donor? | O negative | O-negative; O Negative; blood group O negative | O positive; AB negative; A negative
"""
