"""English lists of names from facts of the world: whole, in other orders and wordings, and nearly right."""

from __future__ import annotations

ROWS = """
Who were the four Beatles of 1964? | John Lennon + Paul McCartney + George Harrison + Ringo Starr | John Lennon => Lennon | Mick Jagger; Pete Best | John Lennon => Julian Lennon; George Harrison => George Michael
Who were the three Brontë sisters? | Charlotte Brontë + Emily Brontë + Anne Brontë | Emily Brontë => Emily Bronte; Anne Brontë => Anne Bronte | Jane Austen; George Eliot | Anne Brontë => Anne Hathaway; Emily Brontë => Emily Dickinson
Who shared the Nobel Prize for the structure of DNA? | James Watson + Francis Crick + Maurice Wilkins | James Watson => J. Watson; James Watson => Jim Watson; Francis Crick => Crick | Rosalind Franklin; Linus Pauling | James Watson => Emma Watson; Maurice Wilkins => Maurice Ravel
Who were the Allied leaders at Yalta? | Winston Churchill + Franklin D. Roosevelt + Joseph Stalin | Winston Churchill => Sir Winston Churchill; Franklin D. Roosevelt => Franklin Delano Roosevelt; Joseph Stalin => Stalin | Charles de Gaulle; Harry S. Truman | Franklin D. Roosevelt => Theodore Roosevelt; Winston Churchill => Randolph Churchill
Who played the Ghostbusters of 1984? | Bill Murray + Dan Aykroyd + Harold Ramis + Ernie Hudson | Bill Murray => William Murray; Dan Aykroyd => Daniel Aykroyd | Rick Moranis; John Candy | Bill Murray => Andy Murray; Ernie Hudson => Rock Hudson
Which drugs interact with metformin? | alcohol + furosemide + nifedipine | alcohol => Alcohol; nifedipine => Nifedipine | warfarin; aspirin | nifedipine => nicardipine; furosemide => torasemide
Which are the fat-soluble vitamins? | vitamin A + vitamin D + vitamin E + vitamin K | vitamin A => Vitamin-A; vitamin K => Vitamin K | vitamin C; vitamin B12 | vitamin D => vitamin D3; vitamin E => vitamin B
Which are the noble gases up to krypton? | helium + neon + argon + krypton | helium => Helium; argon => Argon | hydrogen; xenon | neon => nylon; argon => argan
Which countries are permanent members of the UN Security Council? | China + France + Russia + United Kingdom; UK + United States; US; USA | United Kingdom => the UK; United States => the USA | Germany; Japan | France => Greece; China => Indochina
Which are the Baltic states? | Estonia + Latvia + Lithuania | Estonia => ESTONIA; Latvia => Latvia (Riga) | Finland; Belarus | Lithuania => Slovenia; Estonia => Caledonia
Which are the Nordic countries? | Denmark + Norway + Sweden + Finland + Iceland | Norway => NORWAY; Iceland => Iceland (island) | Estonia; Greenland | Sweden => Switzerland; Iceland => Ireland
Which are the terrestrial planets? | Mercury + Venus + Earth + Mars | Earth => the Earth; Mars => Mars (planet) | Jupiter; Pluto | Mercury => Saturn; Mars => Mars Rover
Which plays are Shakespeare's four great tragedies? | Hamlet + Othello + King Lear + Macbeth | Hamlet => "Hamlet"; King Lear => *King Lear* | Julius Caesar; Romeo and Juliet | King Lear => King John; Macbeth => Macbird
Which novels did Charlotte Brontë publish in her lifetime? | Jane Eyre + Shirley + Villette | Jane Eyre => "Jane Eyre"; Villette => VILLETTE | Wuthering Heights; Agnes Grey | Jane Eyre => Jane Austen; Villette => Juliette
Which are the Great Lakes? | Lake Superior + Lake Michigan + Lake Huron + Lake Erie + Lake Ontario | Lake Erie => lake Erie; Lake Huron => Lake Huron (Canada) | Lake Victoria; Lake Placid | Lake Huron => Lake Hurst; Lake Erie => Lake Eyre
Which companies did Elon Musk lead in 2020? | Tesla, Inc. + SpaceX + Neuralink | Tesla, Inc. => Tesla; SpaceX => Space X | Blue Origin; Solyndra | Neuralink => Neurotech; SpaceX => SpaceY
Which organisations are Bretton Woods institutions? | International Monetary Fund + World Bank | International Monetary Fund => IMF; World Bank => the World Bank | World Trade Organization; OECD | International Monetary Fund => International Olympic Committee; World Bank => World Bank Park
Which gases are greenhouse gases in this list? | CO2 + CH4 + N2O | CO2 => CO₂; N2O => N₂O | O2; N2 | N2O => NO2; CO2 => CO
Which genes are BRCA genes? | BRCA1 + BRCA2 | BRCA1 => BRCA-1; BRCA2 => brca2 | TP53; PALB2 | BRCA2 => BRCA3; BRCA1 => BARD1
Which articles protect privacy and expression? | Article 8 + Article 10 | Article 8 => article 8; Article 10 => Article ten | Article 6; Article 12 | Article 8 => Article 18; Article 10 => Article 10(2)
@order Who were the first four presidents of the United States, in order? | George Washington + John Adams + Thomas Jefferson + James Madison | Thomas Jefferson => Jefferson; James Madison => Madison | James Monroe; Benjamin Franklin | John Adams => John Quincy Adams; James Madison => James Monroe
@order In which order come the phases of mitosis? | prophase + metaphase + anaphase + telophase | prophase => Prophase; anaphase => Anaphase | interphase; cytokinesis | metaphase => metaphor; telophase => telomere
@order Which organs does food pass, in order? | mouth + oesophagus + stomach + small intestine + large intestine | oesophagus => esophagus; mouth => the mouth | liver; pancreas | oesophagus => trachea; large intestine => large artery
@order Which of these films came first, second and third? | The Godfather + Jaws + Star Wars | The Godfather => Godfather; Star Wars => "Star Wars" | Alien; Rocky | Jaws => Claws; Star Wars => Star Trek
@order Name the first four chemical elements in order. | hydrogen + helium + lithium + beryllium | helium => Helium; hydrogen => Hydrogen | boron; carbon | lithium => lutetium; beryllium => berkelium
@order What are the colours of the German flag from top to bottom? | black + red + gold | black => Black; gold => Gold | white; blue | gold => old gold; red => infrared
"""
