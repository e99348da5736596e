"""Given names: which words are one, and which are short or other forms of the same (Bill, Will and William)."""

from __future__ import annotations

_SAME = """
william bill billy will willy willie liam; robert bob bobby rob robbie robby bert; richard dick rick ricky rich richie; james jim jimmy
jamie jem; john jack johnny jackie; charles charlie chuck charley chas; thomas tom tommy thom; edward ed eddie ted teddy ned; edwin ed
eddie; edmund ed eddie ned; henry harry hank; harold harry hal; joseph joe joey jo; michael mike mick mickey micky; david dave davy;
daniel dan danny; donald don donnie donny; ronald ron ronnie; kenneth ken kenny; lawrence larry laurie; laurence larry laurie; leonard len
lenny leo; leopold leo; samuel sam sammy; benjamin ben benny benji; anthony tony ant; antony tony; andrew andy drew; alexander alex sandy
al xander alec; albert al bert bertie; alfred alf fred alfie al; frederick fred freddie freddy; fredrick fred freddie freddy; francis
frank frankie fran; franklin frank; george georgie; gerald gerry jerry; jeremy jerry jez; jerome jerry; geoffrey geoff; jeffrey jeff;
gregory greg; patrick pat paddy; peter pete; philip phil pip; phillip phil; raymond ray; stephen steve stevie; steven steve stevie;
theodore ted teddy theo; timothy tim timmy; walter walt wally; vincent vince vinnie; victor vic; nicholas nick nicky; nicolas nick;
nathaniel nat nate; nathan nate; matthew matt; martin marty; maurice maury; louis lou louie; lewis lew; abraham abe; arthur art artie;
bernard bernie; bradley brad; christopher chris kit; christian chris; clifford cliff; douglas doug; dwight ike; ernest ernie; eugene gene;
harvey harv; herbert herb bert; isaac ike; jacob jake; jonathan jon; joshua josh; leslie les; milton milt; mitchell mitch; norman norm;
oliver ollie; oscar ossie; randolph randy; reginald reg reggie; roderick rod; rodney rod; roger rodge; russell russ; sidney sid; sydney
syd; stanley stan; terence terry; terrance terry; zachary zach zack; elizabeth liz lizzie beth betty betsy bess eliza libby liza lisbeth;
margaret maggie meg peggy marge madge greta; mary molly polly mamie; katherine kate katie kathy kitty kay; catherine kate cathy cath kitty
katie; kathleen kathy kate; susan sue susie suzie; susanna sue susie; patricia pat patty trish tricia; barbara barb babs; deborah deb
debbie debby; dorothy dot dottie dolly; eleanor nell nellie ellie; ellen nell nellie; helen nell nellie; emily em emmy; frances fran fanny
frankie; jacqueline jackie; jane janie jenny; janet jan; jennifer jen jenny; jessica jess jessie; joan joanie; josephine jo josie; judith
judy; julia julie; laura laurie; linda lindy; louise lou; lucille lucy; martha patty mattie; matilda tilly mattie; nancy nan; pamela pam;
rebecca becky becca; rosemary rosie; sandra sandy; sarah sally sadie; sophia sophie; stephanie steph; theresa terry tess; teresa terry
tess; valerie val; victoria vicky tori; virginia ginny; vivian viv; winifred winnie; zoe; alice; amanda mandy; angela angie; ann annie
nan; anne annie nan; anna annie; antonia toni; audrey; beatrice bea trixie; carol carrie; caroline carrie carol; charlotte lottie charlie;
christina chris tina; christine chris tina; cynthia cindy; mikhail misha; alexandra sandra alex; diana di; florence flo florrie; gabriel
gabe; gertrude trudy gert; gwendolyn gwen; hillary hilary; marjorie marge; muhammad mohammed mohammad muhammed; stephen steven; geoffrey
jeffrey jeff; catherine katherine kathryn; philip phillip; laurence lawrence; antony anthony; alan allan allen;
"""
_OTHERS = """
aaron abel ada adam adele adolf adrian agatha agnes aidan aisha akira alastair aldous alejandro alessandro alexei alistair allen alvin
amber amelia amy anders andre andrea andreas andrei angel angelina angelo anita annette anton antonio april aretha ariana arnold arsene
arturo ashley astrid august augustus austin ava avril barack barry bartholomew basil benedict benito bernadette bernardo bertrand beth
bette beverley beverly bjorn blake blanche bonnie boris boyd brandon brenda brendan brett brian bridget bruce bryan burt byron calvin
cameron camille carl carla carlo carlos carmen carrie cary casey cate cecil cecilia celine cesar chad chantal chester chloe christiaan
claire clara clarence clark claude claudia claus clement clint clive clyde colin colleen connie conrad constance cornelius courtney craig
crystal curtis cyril daisy dale damien damon daphne darius darren daryl dawn dean debra dennis denis denise derek desmond diane dick diego
dieter dirk dmitri dolores dominic dora doreen doris duncan dustin dylan earl edgar edith edna eduardo eileen elaine eli elias elijah
elliot elliott ella elmer elon elsa elton elvis emil emile emma emmanuel enid enrico enrique enzo erica erik eric ernst erwin esther ethan
ethel etta eva evan eve evelyn ezra fabio federico felicity felix ferdinand fernando fidel fiona floyd franco francisco francois franz
friedrich fritz fyodor garth gary gavin gene geraldine gerhard gerard gianni gilbert giles gillian gina ginger giorgio giovanni giuseppe
gladys glen glenn glenda gloria goldie gordon grace graham grant greta guido guillermo gunther gus gustav guy hannah hans harriet harrison
harper hazel heather hector heidi heinrich helena helmut henri herman hermann hilda homer horace howard hubert hugh hugo humphrey ian
ignatius igor immanuel ingrid ira irene iris irving isabel isabella isadora isla ivan ivy jacques jaime jan janis jared jasmine jason
jasper javier jay jean jeannie jeanne jeff jenna jerry jesse jill joachim joanna joanne joaquin jocelyn jodie joel johan johann johannes
jordan jorge jose josef josephus jocasta joyce juan juanita judd jude judy jules julian juliet julio julius june jurgen justin kareem
karen karl kate katy keanu keith kelly kelvin kendrick kerry kevin kieran kim kirk kirsten klaus kofi konrad kristen kristin kurt kyle
lana lance lauren lauryn lech lee leif leigh lena leon leonardo leonid leonora leroy lester lila lillian lily lincoln lionel lisa lloyd
lois loretta lorraine lorenzo lottie luc lucas lucia lucian luciano lucien lucius lucy luigi luis luke luther lydia lyndon lynn mabel mack
mae malcolm manuel marc marcel marcello marcia marco marcus margot maria mariah marian marianne marie marilyn mario marion marissa mark
marlene marlon marsha marvin mathilde maud maureen max maximilian maxine maya megan melanie melinda melissa melvin mercedes meredith merle
meryl mia michel michele michelle miguel mikael mila mildred miles millicent millie mindy minnie miranda miriam moira monica montgomery
mordecai morgan morris moses muriel myra myrtle nadia naomi natalie natasha neil nell nelson nelly neville nigel nikita nikki nikola
nikolai nina noah noel nora noreen oleg olga olive olivia olof omar oprah orson orville osama osbert otto owen pablo paloma paolo paris
pascal patti paul paula paulette pauline pavel pearl pedro penelope percy perry petra phoebe phyllis pierre piers pierce placido priscilla
quentin quincy rachel rafael ralph ramon raoul raphael raquel raul reese rene renee rex rhonda ringo rita roald roberta roberto roberta
robin rocky rodrigo roland rolf roman romeo roosevelt rory rosa rosalind rosalyn rose ross roy rowan ruby rudolf rudolph rudy rufus rupert
ruth ryan salma salvador samantha saul scarlett scott sean sebastian selena serena sergei sergio seth shane shannon sharon shaun shawn
sheila shelley sherman shirley sigmund sigourney silvio simon simone sinead socrates sonia sonny sophie spencer stacy stefan stella stuart
stewart susannah suzanne svetlana sven sylvester sylvia tamara tammy tanya tara tatiana ted thea thelma thierry tiffany tiger tina tobias
toby todd tracey tracy travis trevor troy truman tyler tyrone ulrich ulysses uma umberto una ursula uwe valentina vaclav vanessa vasco
vera vernon veronica vicki viktor viola violet vito vladimir wallace wanda warren wayne wendell wendy werner wesley whitney wilbur wilfred
wilhelm willem wilma winona winston wolfgang woodrow xavier yasmin yoko yuri yves yvette yvonne zadie zara zelda
"""


def _same() -> dict[str, frozenset[int]]:
    """The rows of ``_SAME`` in which each name stands."""
    out: dict[str, set[int]] = {}
    for n, row in enumerate(_SAME.split(";")):
        for name in row.split():
            out.setdefault(name, set()).add(n)
    return {name: frozenset(rows) for name, rows in out.items()}


_ROWS = _same()
GIVEN = frozenset(_ROWS) | frozenset(_OTHERS.split())


def same_given(one: str, other: str) -> bool:
    """Whether two given names are forms of one: a full name and a short form of it, or two spellings.

    >>> same_given("bill", "william"), same_given("bill", "robert"), same_given("jack", "john")
    (True, False, True)
    """
    return one == other or bool(_ROWS.get(one, frozenset()) & _ROWS.get(other, frozenset()))
