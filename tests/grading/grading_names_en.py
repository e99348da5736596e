"""English names of persons, works, places, organisations, medicines, chemicals, statutes and versions, written as people write them."""

from __future__ import annotations

ROWS = """
# family name alone
Who wrote Oliver Twist? | Charles Dickens | Dickens; Mr Dickens | Darwin; Charles Darwin; Monica Dickens
Who discovered penicillin? | @any Alexander Fleming; Sir Alexander Fleming | Fleming; Dr. Fleming; Sir Alexander Fleming | Ian Fleming; Alexander Graham Bell; Renée Fleming
Who painted the Mona Lisa? | Leonardo da Vinci | da Vinci; Leonardo Da Vinci | Leonardo DiCaprio; Leonardo Fibonacci
Who formulated the laws of planetary motion? | Johannes Kepler | Kepler | Johannes Vermeer; Kelper
Who composed the Four Seasons? | @any Antonio Vivaldi | Vivaldi; A. Vivaldi | Antonio Salieri; Verdi
Who developed the polio vaccine of 1955? | Jonas Salk | Salk; Dr. Jonas Salk; Doctor Salk | Albert Sabin; Jonas Savimbi
Who was the first woman to win a Nobel Prize? | Marie Curie | Curie; Madame Marie Curie | Pierre Curie; Irène Joliot-Curie; Eve Curie
# middle names and initials
Who shot President Kennedy according to the Warren Commission? | Lee Harvey Oswald | Lee Oswald; Lee H. Oswald; L. H. Oswald; Oswald; ~Oswald, Lee Harvey | Lee Harvey Keitel; Lee J. Oswald; Lee Marvin; Robert Oswald
Who was the 43rd president of the United States? | George W. Bush | George Walker Bush; ~Bush, George W. | George H. W. Bush; George Herbert Walker Bush; Jeb Bush; George P. Bush; Barbara Bush
Who was the 41st president of the United States? | George H. W. Bush | George Herbert Walker Bush; George H.W. Bush; G. H. W. Bush; ~Bush, George H. W. | George W. Bush; George Walker Bush; Jeb Bush
Who was the second president of the United States? | John Adams | ~Adams, John; President Adams; Adams | John Quincy Adams; Samuel Adams; John Adam; Ansel Adams
Who wrote The Hobbit? | J. R. R. Tolkien | J.R.R. Tolkien; JRR Tolkien; John Ronald Reuel Tolkien; Tolkien; ~Tolkien, J. R. R. | Christopher Tolkien; J. K. Rowling; J. D. Salinger
Who wrote the Harry Potter novels? | J. K. Rowling | J.K. Rowling; JK Rowling; Rowling; Joanne Rowling | J. R. R. Tolkien; J. K. Galbraith; R. K. Rowling
Who proposed the New Deal? | Franklin D. Roosevelt | Franklin Delano Roosevelt; Franklin Roosevelt; F. D. Roosevelt | Theodore Roosevelt; Eleanor Roosevelt; Franklin Pierce; Franklin T. Roosevelt
Who succeeded Kennedy as president? | Lyndon B. Johnson | Lyndon Johnson; Lyndon Baines Johnson; ~Johnson, Lyndon B. | Andrew Johnson; Boris Johnson; Lyndon LaRouche; Lyndon T. Johnson
Who played Marty McFly? | @any Michael J. Fox | Michael Fox; Michael J Fox; ~Fox, Michael J. | Michael K. Fox; Samuel J. Fox; Vivica A. Fox
Which actor played Nick Fury? | Samuel L. Jackson | Samuel Jackson; Samuel L Jackson; Samuel Leroy Jackson | Samuel R. Jackson; Michael Jackson; Samuel Johnson
Who invented the telephone according to the 1876 patent? | Alexander Graham Bell | Alexander Bell; Alexander G. Bell; A. G. Bell; Graham Bell | Alexander Fleming; Alexander P. Bell; Kristen Bell
Who wrote The Raven? | Edgar Allan Poe | Edgar Poe; Edgar A. Poe; Poe | Edgar Rice Burroughs; Edgar Degas; Edgar B. Poe
Who composed the Brandenburg Concertos? | Johann Sebastian Bach | J. S. Bach; J.S. Bach; Johann S. Bach; Bach | Johann Christian Bach; J. C. Bach; Carl Philipp Emanuel Bach; C. P. E. Bach; Johann Strauss
Who composed The Magic Flute? | Wolfgang Amadeus Mozart | Mozart; W. A. Mozart; Wolfgang Mozart; Wolfgang A. Mozart | Leopold Mozart; Wolfgang Amadeus Phoenix; Wolfgang Pauli
Who wrote The Waste Land? | T. S. Eliot | T.S. Eliot; TS Eliot; Thomas Stearns Eliot | George Eliot; T. E. Lawrence; T. S. Elliott Smith; Eliot Ness
Who wrote Seven Pillars of Wisdom? | T. E. Lawrence | T.E. Lawrence; Thomas Edward Lawrence; ~Lawrence, T. E. | D. H. Lawrence; Jennifer Lawrence; T. H. Lawrence
# nicknames
Who was president from 1993 to 2001? | Bill Clinton | William Clinton; Clinton; ~Clinton, Bill | Hillary Clinton; Chelsea Clinton; Bill Gates; George Clinton
Who was president after Gerald Ford? | Jimmy Carter | James Carter; Jim Carter; President Carter | Rosalynn Carter; Howard Carter; June Carter; Jimmy Cagney
Who was attorney general under John F. Kennedy? | Robert F. Kennedy | Bobby Kennedy; Robert Kennedy; Bob Kennedy; Robert Francis Kennedy | John F. Kennedy; Ted Kennedy; Edward Kennedy; Robert F. Wagner
Which singer recorded Blowin' in the Wind first? | Bob Dylan | Robert Dylan; Dylan | Jakob Dylan; Bob Marley; Dylan Thomas
Who starred in Forrest Gump? | Tom Hanks | Thomas Hanks; Hanks | Colin Hanks; Tom Cruise; Tim Hanks
Who played Vito Corleone as a young man? | Robert De Niro | Bob De Niro; De Niro; Robert DeNiro | Robert Duvall; Al Pacino; Robert Redford
Which Labour prime minister led Britain from 1997 to 2007? | Tony Blair | Anthony Blair; Blair; ~Blair, Tony | Cherie Blair; Tony Benn; Eric Blair
Who led the Labour Party from 2010 to 2015? | Ed Miliband | Edward Miliband | David Miliband; Ed Balls; Ralph Miliband
Who wrote A Brief History of Time? | Stephen Hawking | Steven Hawking; Hawking; Professor Hawking | Jane Hawking; Stephen King; Hawkins; Stephen Hawkins
# Jr and Sr, numerals
Who played Tony Stark? | Robert Downey Jr. | Robert Downey, Jr.; Robert Downey Junior; ~Downey, Robert, Jr. | Robert Downey Sr.; Robert Downey, Sr.; Roma Downey
Who gave the speech I Have a Dream? | Martin Luther King Jr. | Martin Luther King, Jr.; Martin Luther King Junior; Dr. Martin Luther King Jr.; M. L. King Jr. | Martin Luther King Sr.; Martin Luther; Billie Jean King; Coretta Scott King
Who was the father of the guitarist Hank Williams Jr.? | Hank Williams | Hank Williams; ~Williams, Hank | Hank Williams Jr.; Hank Williams III; Robin Williams; Hank William
Which English king married six times? | Henry VIII | Henry 8; King Henry VIII | Henry VII; Henry VI; Henry V
Which British queen reigned from 1952 to 2022? | Elizabeth II | Queen Elizabeth II; Elizabeth 2 | Elizabeth I; Victoria; Elizabeth III; Elizabeth Taylor
Which pope visited Poland in 1979? | John Paul II | Pope John Paul II; John Paul 2; St. John Paul II | John Paul I; John XXIII; Paul VI; John Paul Jones
# titles
Who was British prime minister before Asquith? | Sir Henry Campbell-Bannerman | Henry Campbell-Bannerman; Henry Campbell Bannerman; Campbell-Bannerman | Henry Campbell; Naomi Campbell; Henry Bannerman
Who led Britain during the Second World War from 1940? | Winston Churchill | Sir Winston Churchill; Churchill; ~Churchill, Winston | Randolph Churchill; Lord Randolph Churchill; Winston Smith; Caryl Churchill
Which explorer was killed in Hawaii in 1779? | James Cook | Captain James Cook; Captain Cook; Jim Cook | Thomas Cook; Captain James Kirk; James Clark; Captain Hook
Who directed Gandhi (1982)? | Richard Attenborough | Sir Richard Attenborough; Lord Attenborough | David Attenborough; Sir David Attenborough; Richard Burton
Which nurse is known for her work in the Crimean War? | Florence Nightingale | Miss Florence Nightingale | Florence Foster Jenkins; Florence Welch
# diacritics, apostrophes, hyphens
Who wrote One Hundred Years of Solitude? | Gabriel García Márquez | Gabriel Garcia Marquez; García Márquez; Garcia Marquez; ~García Márquez, Gabriel | Gabriel Batistuta; Federico García Lorca; Marc Márquez; Gabriel García Moreno
Which singer recorded Lemonade in 2016? | Beyoncé | Beyonce; BEYONCÉ | Rihanna; Solange; Beyonce Castle
Who wrote The Iceman Cometh? | Eugene O'Neill | Eugene O’Neill; Eugene ONeill; O'Neill | Ed O'Neill; Tip O'Neill; Eugene Levy; Eugene O'Neal
Who directed Breathless (1960)? | Jean-Luc Godard | Jean Luc Godard; Godard; ~Godard, Jean-Luc | Jean-Luc Picard; Jean-Paul Godard; Jean-Luc Ponty
Who wrote Nausea? | Jean-Paul Sartre | Jean Paul Sartre; Sartre; J.-P. Sartre | Jean-Paul Belmondo; Jean-Paul Marat; Jean-Jacques Sartre
Which composer wrote Rusalka? | Antonín Dvořák | Antonin Dvorak; Dvořák; Dvorak | Antonín Novotný; Ann Dvorak; Antonin Scalia
Which philosopher wrote Either/Or? | Søren Kierkegaard | Soren Kierkegaard; Kierkegaard | Søren Lund; Søren Rasmussen
Who directed Raise the Red Lantern? | Zhang Yimou | Yimou Zhang; Zhang Yi-mou; ~Zhang, Yimou | Zhang Ziyi; Zhang Yuan; Yimou Chen; Zhang Yimin
Which Chinese author won the Nobel Prize in 2012? | Mo Yan | Mo Yan | Mo Yen; Yan Lianke; Mo Di
Which basketball player from Shanghai played for Houston? | Yao Ming | Ming Yao; ~Yao, Ming | Yao Chen; Ming Li; Yao Mingle
# two forms of one name
Who wrote Faust, Part One? | Johann Wolfgang von Goethe | Goethe; von Goethe; Johann von Goethe; J. W. von Goethe | Johann Wolfgang Döbereiner; Wolfgang von Kempelen; Walther von Goethe
Which painter cut off part of his ear? | Vincent van Gogh | Van Gogh; van Gogh; Vincent Van Gogh | Theo van Gogh; Vincent Price; Vincent van Dyke
Who was president of France from 1959 to 1969? | Charles de Gaulle | de Gaulle; De Gaulle; General de Gaulle; Charles De Gaulle | Charles de Foucauld; Geneviève de Gaulle; Charles Gounod
Who composed the Moonlight Sonata? | Ludwig van Beethoven | Beethoven; L. van Beethoven; van Beethoven | Ludwig van der Rohe; Johann van Beethoven; Ludwig Wittgenstein
# works
Which novel did Peter Jackson film from 2001 to 2003? | The Lord of the Rings | Lord of the Rings; "The Lord of the Rings"; the lord of the rings | Lord of the Flies; The Lord of the Dance; Lord of War
Which film by Pixar came out in 1995? | Toy Story | "Toy Story"; Toy-Story; TOY STORY | Toy Story 2; Toy Story 3; Toy Soldiers
Which Steven Spielberg film of 1993 shows the Holocaust? | Schindler's List | Schindlers List; Schindler’s List; "Schindler's List" | Schindler; Schindler's Ark; Schindler's Lift
Which war epic was made by Francis Ford Coppola in 1972? | The Godfather | Godfather; "The Godfather" | The Godfather Part II; The Godfather Part III; The Godmother
Which superhero film opened in 2002? | Spider-Man | Spider Man; Spiderman; spider-man | Spider-Man 2; Spider-Man 3; Superman; Iron Man
Which musical is about Norma Desmond? | Sunset Boulevard | Sunset Boulevard; "Sunset Boulevard" | Sunset Strip; Hollywood Boulevard; Sunset Song
Which novel by Jane Austen has Elizabeth Bennet? | Pride and Prejudice | Pride & Prejudice; "Pride and Prejudice" | Sense and Sensibility; Pride and Prejudice and Zombies; Pride and Glory
Which Shakespeare play has Shylock? | The Merchant of Venice | Merchant of Venice; "The Merchant of Venice" | The Merchant of Vienna; Death in Venice; The Merry Wives of Windsor
Which heist film was made in 2001? | Ocean's Eleven | Ocean's 11; Oceans Eleven; "Ocean's Eleven" | Ocean's Twelve; Ocean's 12; Ocean's Thirteen; Ocean's Eight
In which play by Chekhov do Olga, Masha and Irina live? | Three Sisters | The Three Sisters; 3 Sisters | Two Sisters; Three Brothers; The Seagull
Which magazine did Hugh Hefner not publish but Henry Luce? | Time | Time; "Time" | Time Out; Life; Timeout; Tim
# places
In which city is the White House? | Washington, D.C. | Washington DC; Washington D.C.; Washington, DC | Washington State; Port Washington; Fort Washington
Which city hosts the Mariinsky Theatre? | Saint Petersburg | St. Petersburg; St Petersburg; Saint-Petersburg | Petersburg, Virginia; St. Pauls; Petersfield
In which Swiss city was the Red Cross founded? | Geneva | Geneva; Genève (Geneva); GENEVA | Genoa; Lake Geneva; Geneva, Illinois
Which country has Bissau as its capital? | Guinea-Bissau | Guinea Bissau; Guinea–Bissau | Guinea; Equatorial Guinea; Papua New Guinea
Which country has Conakry as its capital? | Guinea | Guinea; GUINEA | Guinea-Bissau; Equatorial Guinea; Papua New Guinea; New Guinea
Which country has Kinshasa as its capital? | Democratic Republic of the Congo; DR Congo | The Democratic Republic of the Congo; D.R. Congo; Democratic Republic of the Congo (DRC); DRC | Republic of the Congo; Congo-Brazzaville
Which country left the EU in 2020? | United Kingdom; UK; U.K. | The United Kingdom; the UK; U.K.; United Kingdom (UK) | United States; Ukraine; United Arab Emirates
Which country lies south of Canada? | United States of America; United States; U.S. | the United States; USA; U.S.A.; the US | United Mexican States; United Kingdom
Which mountain is the highest? | Mount Everest | Mt. Everest; Mt Everest; Mount Everest (Chomolungma) | Everest Base Camp; Mount Elbrus; Mount Everett
In which street does the British prime minister live? | Downing Street | Downing Street; Downing street | Bowling Street; Fleet Street; Downing College
Which lake is the largest in Africa? | Lake Victoria | Lake Victoria | Lake Volta; Victoria Falls; Lake Vistonida
# spelling
Which profession examines the heart of small children? | paediatric cardiologist | pediatric cardiologist; Paediatric cardiologists; a pediatric cardiologist | pediatric neurologist; paediatrician; adult cardiologist
Which metal is made from bauxite? | aluminium | aluminum; Aluminium | alumina; illuminium; aluminium oxide
Which organ lies between pharynx and stomach? | oesophagus | esophagus; the esophagus; Oesophagus | sarcophagus; pharynx; esophageal sphincter
Which blood protein carries oxygen? | haemoglobin | hemoglobin; Haemoglobin | haemocyanin; myoglobin; glycated haemoglobin
Which building type did Shakespeare act in? | theatre | theater; a theatre; theatres | amphitheatre; operating theatre; cinema
What do painters mix on a palette? | colour | color; colours; Color | odour; colour blindness; candour
Which disease is due to lack of iron? | anaemia | anemia; Anaemia | leukaemia; ischaemia; sickle cell anaemia
Which UN agency feeds people? | World Food Programme | World Food Program; the World Food Programme (WFP); WFP | World Food Prize; World Trade Programme; World Bank
Which UN agency sets rules for work? | International Labour Organization | International Labor Organization; International Labour Organisation; ILO; the International Labour Organization (ILO) | International Hydrographic Organization; International Labour Day; WHO
# compounds, plural and singular
Which sea animal has tentacles and stings? | jellyfish | jelly fish; jelly-fish; Jellyfish | catfish; jelly; starfish
What do people send over the internet? | e-mail | email; e-mails; E-mail | mail; voicemail; e-money
What do children build at the beach? | sandcastle | sand castle; sandcastles; sand-castle | castle; bouncy castle; sandpit
What did Mendel grow? | pea plants | pea plant; Pea plants | peanut plants; bean plants
Which fruit fell on Newton? | apple | apples; an apple; Apple | pineapple; apple pie; crab apple
Which animal says moo? | cow | cows; the cow | sea cow; cowbird; crow
Which insects make honey? | bees | bee; Bees | beetles; wasps; beer
What is the job of people in space? | astronaut | astronauts; an astronaut | cosmetologist; astronomer; aquanaut
What is burnt in a fireplace? | firewood | fire wood; fire-wood | driftwood; firework; wood
# organisations
Which company makes the iPhone? | Apple Inc. | Apple; Apple Inc; Apple, Inc. | Apple Records; Apple Corps; Snapple
Which company was founded by Henry Ford? | Ford Motor Company | The Ford Motor Company; Ford Motor Co. | Ford Foundation; General Motors Company; Ford Models
Which is the largest bank of Germany? | Deutsche Bank AG | Deutsche Bank; Deutsche Bank AG | Deutsche Bundesbank; Commerzbank AG; Deutsche Börse AG
Which retailer was founded by Sam Walton? | Walmart Inc. | Walmart; Walmart, Inc. | Walmart Canada Bank; Kmart; Walgreens
Which UN agency coordinates health? | World Health Organization | World Health Organisation; WHO; the WHO; World Health Organization (WHO) | World Trade Organization; WTO; World Heart Organization; Pan American Health Organization
Which alliance was founded in 1949? | North Atlantic Treaty Organization | NATO; North Atlantic Treaty Organisation; the North Atlantic Treaty Organization (NATO) | South Atlantic Treaty Organization; SEATO; North Atlantic Council
Which US agency flies to space? | National Aeronautics and Space Administration | NASA; National Aeronautics & Space Administration | National Security Agency; NSA; NOAA; National Academy of Sciences
Which broadcaster runs Radio 4? | British Broadcasting Corporation | BBC; the BBC; British Broadcasting Corporation (BBC) | British Board of Film Classification; ABC; Canadian Broadcasting Corporation
Which telephone company ran the Bell System? | AT&T | AT&T; A.T.&T.; AT & T | T-Mobile; AT&T Stadium; ATM
Which British store sells Percy Pig sweets? | Marks & Spencer | Marks and Spencer; Marks & Spencer plc | Marks & Engels; Spencer; Marks & Sparks Band
# medicines and chemicals
What is the first-line drug in type 2 diabetes? | metformin | Metformin; METFORMIN | phenformin; buformin; metformin/sitagliptin XR combination Janumet
Which type of diabetes is autoimmune? | type 1 diabetes | Type I diabetes; type-1 diabetes; Type 1 Diabetes; type one diabetes | type 2 diabetes; type II diabetes; type 1a diabetes; type 3c diabetes
Which poisonous gas do fires in closed rooms release? | CO | CO | Co; CO2; C
Which element is number 27? | Co | Co; the element Co | CO; Cu; Co2
What is the formula of water? | H2O | H₂O; h2o; H 2 O | H2O2; HO; D2O; H₂O₂
Which salt is blue vitriol when hydrated? | CuSO4·5H2O | CuSO4.5H2O; CuSO₄·5H₂O; CuSO4 · 5 H2O | CuSO4; CuSO4·H2O; FeSO4·5H2O; CuCl2·5H2O
Which white salt turns blue with water? | CuSO4 | CuSO₄; cuso4 | CuSO4·5H2O; CuSO3; Cu2SO4
Which food additive is citric acid? | E330 | E 330; E-330; e330 | E331; E300; E3301; E330a
Which vitamin do vegans lack? | vitamin B12 | Vitamin B-12; vitamin B 12; Vitamin B12 | vitamin B1; vitamin B2; vitamin B; vitamin D12
Which gene raises the risk of breast cancer, on chromosome 17? | BRCA1 | BRCA-1; BRCA 1; brca1 | BRCA2; BRCA; BRAC1; BRCA12
Which tumour suppressor is called guardian of the genome? | p53 | P53; p-53; p 53 | p63; p21; p531; p5
Which pandemic disease began in 2019? | COVID-19 | Covid 19; COVID19; covid-19; Covid‑19 | COVID-20; SARS; COVID; COVID-1
Which kidney figure is estimated from creatinine? | eGFR | egfr; e-GFR | EGF; GFR stage; VEGF
# versions, articles
Which OpenAI model was released in March 2023? | GPT-4 | GPT 4; GPT4; gpt-4 | GPT-4o; GPT-3; GPT-3.5; GPT-4.5; GPT-41
Which Windows version came after 8.1? | Windows 10 | Windows-10; windows 10 | Windows 11; Windows 1; Windows 8.1; Windows 100
Which Python version ended Python 2? | Python 2.7 | Python 2.7; python 2.7 | Python 2; Python 3.7; Python 2.71; Python 2.7.18
Which article of the Treaty founds collective defence? | Article 5 | article 5; Article V; Article five | Article 6; Article 15; Article 5(2); Article 5a; Article 51
Which war ended in 1945? | World War II | World War 2; World War Two | World War I; World War III; World War Z
Which war ended in 1918? | World War I | World War 1; World War One | World War II; World War 2
Which aircraft is the jumbo jet? | Boeing 747 | Boeing-747; boeing 747 | Boeing 737; Boeing 777; Boeing 7471; Boeing 74
Which amendment protects free speech? | First Amendment | 1st Amendment; the First Amendment | Second Amendment; 11th Amendment; Fourth Amendment
Which British broadcaster began in 1982? | Channel 4 | Channel Four; channel 4 | Channel 5; Channel 40; Channel 44
# gold has the family name only
Who wrote Bleak House? | Dickens | Charles Dickens; Dickens; Mr. Charles Dickens | Dickinson; Charles Dickinson; Dick
Who formulated general relativity? | Einstein | Albert Einstein; Prof. Albert Einstein; A. Einstein | Eisenstein; Sergei Eisenstein; Bernstein
Who composed Nabucco? | Verdi | Giuseppe Verdi; G. Verdi | Giuseppe Garibaldi; Monteverdi; Claudio Monteverdi
# part of a longer name
Which food is made in a dairy with rennet? | cheese | cheese; Cheese | cottage cheese cake; cream cheese; cheesecake
What do calves drink? | milk | milk | buffalo milk; milkshake; milk chocolate; soy milk
Which disease has high blood sugar? | diabetes | diabetes; Diabetes | gestational diabetes; diabetes insipidus; prediabetes
Which university is in Cambridge, Massachusetts, and was founded in 1861? | Massachusetts Institute of Technology | MIT; The Massachusetts Institute of Technology; Massachusetts Institute of Technology (MIT) | University of Massachusetts; Illinois Institute of Technology; California Institute of Technology
Which city is the capital of England? | London | London; LONDON | New London; London, Ontario; East London; Londonderry
Which river flows through London? | Thames | the Thames; Thames | Thames Ditton; Themes; Tamar
"""
