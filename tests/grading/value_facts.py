"""Facts of the world that are numbers, quantities, dates and sums of money, each asked in Chinese and in English."""

from __future__ import annotations

# what is counted: Chinese question, English question, number, Chinese counter and noun, English noun
COUNTS = (
    ("中国官方认定的民族有多少个？", "How many ethnic groups are officially recognised in China?", 56, "个民族", "ethnic groups"),
    ("成年人有多少块骨头？", "How many bones does an adult human have?", 206, "块骨头", "bones"),
    ("联合国有多少个会员国？", "How many member states does the United Nations have?", 193, "个会员国", "member states"),
    ("围棋棋盘上有多少个交叉点？", "How many intersections are there on a Go board?", 361, "个交叉点", "intersections"),
    ("标准钢琴有多少个琴键？", "How many keys does a standard piano have?", 88, "个琴键", "keys"),
    ("元素周期表中有多少种元素？", "How many elements are there in the periodic table?", 118, "种元素", "elements"),
    ("国际象棋棋盘有多少个格子？", "How many squares does a chessboard have?", 64, "个格子", "squares"),
    ("《红楼梦》通行本有多少回？", "How many chapters does the common edition of Dream of the Red Chamber have?", 120, "回", "chapters"),
    ("日本有多少个都道府县？", "How many prefectures does Japan have?", 47, "个都道府县", "prefectures"),
    ("帝国大厦有多少层？", "How many floors does the Empire State Building have?", 102, "层", "floors"),
    ("埃菲尔铁塔到塔顶有多少级台阶？", "How many steps lead to the top of the Eiffel Tower?", 1665, "级台阶", "steps"),
    ("美国众议院有多少名有表决权的议员？", "How many voting members does the US House of Representatives have?", 435, "名议员", "members"),
    ("英国下议院有多少名议员？", "How many members does the House of Commons have?", 650, "名议员", "members"),
    ("人类体细胞有多少条染色体？", "How many chromosomes does a human body cell have?", 46, "条染色体", "chromosomes"),
    ("2020年人口普查时北京市有多少常住人口？", "How many residents did Beijing have in the 2020 census?", 21893095, "人", "residents"),
    ("2020年人口普查时上海市有多少常住人口？", "How many residents did Shanghai have in the 2020 census?", 24870895, "人", "residents"),
    ("2020年人口普查时重庆市有多少常住人口？", "How many residents did Chongqing have in the 2020 census?", 32054159, "人", "residents"),
    ("2020年人口普查时美国有多少人？", "How many people lived in the United States in the 2020 census?", 331449281, "人", "people"),
    ("2020年人口普查时纽约市有多少人？", "How many people lived in New York City in the 2020 census?", 8804190, "人", "people"),
    ("2020年人口普查时日本有多少人？", "How many people lived in Japan in the 2020 census?", 126146099, "人", "people"),
    ("2020年人口普查时中国大陆有多少人？", "How many people lived in mainland China in the 2020 census?", 1411778724, "人", "people"),
    ("温布利球场有多少个座位？", "How many seats does Wembley Stadium have?", 90000, "个座位", "seats"),
    ("2008年奥运会有多少个代表团参加？", "How many delegations took part in the 2008 Olympics?", 204, "个代表团", "delegations"),
    ("《水浒传》中有多少位好汉？", "How many outlaws are there in Water Margin?", 108, "位好汉", "outlaws"),
)
# a quantity: questions, value, unit
QUANTITIES = (
    ("珠穆朗玛峰有多高？", "How high is Mount Everest?", "8848.86", "m"),
    ("乔戈里峰有多高？", "How high is K2?", "8611", "m"),
    ("乞力马扎罗山有多高？", "How high is Kilimanjaro?", "5895", "m"),
    ("哈利法塔有多高？", "How tall is the Burj Khalifa?", "828", "m"),
    ("上海中心大厦有多高？", "How tall is the Shanghai Tower?", "632", "m"),
    ("埃菲尔铁塔有多高？", "How tall is the Eiffel Tower?", "330", "m"),
    ("马拉松的距离是多少？", "How long is a marathon?", "42.195", "km"),
    ("黄河全长多少？", "How long is the Yellow River?", "5464", "km"),
    ("尼罗河全长多少？", "How long is the Nile?", "6650", "km"),
    ("港珠澳大桥全长多少？", "How long is the Hong Kong–Zhuhai–Macau Bridge?", "55", "km"),
    ("青藏铁路全长多少？", "How long is the Qinghai–Tibet railway?", "1956", "km"),
    ("地球赤道半径是多少？", "What is the equatorial radius of the Earth?", "6378.137", "km"),
    ("地月平均距离是多少？", "What is the mean distance from the Earth to the Moon?", "384400", "km"),
    ("二甲双胍的每日最大剂量是多少？", "What is the maximum daily dose of metformin?", "2550", "mg"),
    ("对乙酰氨基酚的每日最大剂量是多少？", "What is the maximum daily dose of paracetamol?", "4000", "mg"),
    ("一片阿莫西林胶囊含多少阿莫西林？", "What is the usual strength of an amoxicillin capsule?", "500", "mg"),
    ("成年男性每日维生素C推荐摄入量是多少？", "What is the daily vitamin C allowance of adult men?", "90", "mg"),
    ("成年人每日碘推荐摄入量是多少？", "What is the daily iodine allowance of adults?", "150", "μg"),
    ("孕妇每日应补充多少叶酸？", "What is the daily folic acid supplement in pregnancy?", "400", "μg"),
    ("世界卫生组织建议每日食盐不超过多少？", "What is the WHO limit for salt a day?", "5", "g"),
    ("一磅等于多少？", "What is the mass of one avoirdupois pound?", "0.45359237", "kg"),
    ("国际千克原器的质量是多少？", "What is the mass of the international prototype?", "1", "kg"),
    ("日本的国土面积是多少？", "What is the area of Japan?", "377975", "km2"),
    ("故宫占地面积是多少？", "What is the area of the Forbidden City?", "720000", "m2"),
    ("贝加尔湖的面积是多少？", "What is the area of Lake Baikal?", "31722", "km2"),
)
DEGREES = (
    ("金的熔点是多少？", "What is the melting point of gold?", "1064.18"),
    ("铁的熔点是多少？", "What is the melting point of iron?", "1538"),
    ("绝对零度是多少？", "What is absolute zero?", "-273.15"),
    ("水银的凝固点是多少？", "What is the freezing point of mercury?", "-38.83"),
    ("液氮的沸点是多少？", "What is the boiling point of nitrogen?", "-195.8"),
    ("地球上测得的最低气温是多少？", "What is the coldest air temperature ever measured on the Earth?", "-89.2"),
)
PERCENTS = (
    ("干燥空气中氮气的体积占比是多少？", "What share of dry air is nitrogen?", "78.08"),
    ("干燥空气中氧气的体积占比是多少？", "What share of dry air is oxygen?", "20.95"),
    ("地球表面被水覆盖的比例是多少？", "What share of the Earth's surface is covered by water?", "71"),
    ("18K金的含金量是多少？", "What is the gold content of 18-karat gold?", "75"),
    ("英国增值税的标准税率是多少？", "What is the standard rate of VAT in the United Kingdom?", "20"),
    ("中国增值税的基本税率是多少？", "What is the basic rate of VAT in China?", "13"),
    ("海水的平均盐度是多少？", "What is the mean salinity of sea water?", "3.5"),
    ("太阳占太阳系总质量的比例是多少？", "What share of the mass of the solar system is in the Sun?", "99.86"),
)
DATES = (
    ("中华人民共和国是哪天成立的？", "On what date was the People's Republic of China founded?", "1949-10-01"),
    ("人类首次登上月球是哪天？", "On what date did people first land on the Moon?", "1969-07-20"),
    ("美国《独立宣言》是哪天通过的？", "When was the Declaration of Independence adopted?", "1776-07-04"),
    ("泰坦尼克号是哪天沉没的？", "When did the Titanic sink?", "1912-04-15"),
    ("武昌起义发生在哪天？", "When did the Wuchang Uprising break out?", "1911-10-10"),
    ("香港是哪天回归的？", "When was Hong Kong handed over to China?", "1997-07-01"),
    ("澳门是哪天回归的？", "When was Macau handed over to China?", "1999-12-20"),
    ("中国是哪天加入世界贸易组织的？", "When did China join the World Trade Organization?", "2001-12-11"),
    ("爱因斯坦的出生日期是什么？", "When was Albert Einstein born?", "1879-03-14"),
    ("达尔文的出生日期是什么？", "When was Charles Darwin born?", "1809-02-12"),
    ("莫扎特的出生日期是什么？", "When was Mozart born?", "1756-01-27"),
    ("鲁迅的出生日期是什么？", "When was Lu Xun born?", "1881-09-25"),
    ("第一颗人造卫星是哪天发射的？", "When was the first artificial satellite launched?", "1957-10-04"),
    ("加加林是哪天进入太空的？", "When did Gagarin fly to space?", "1961-04-12"),
    ("神舟五号是哪天发射的？", "When was Shenzhou 5 launched?", "2003-10-15"),
    ("柏林墙是哪天倒塌的？", "When did the Berlin Wall fall?", "1989-11-09"),
    ("诺曼底登陆是哪天？", "When did the Normandy landings take place?", "1944-06-06"),
    ("切尔诺贝利事故发生在哪天？", "When did the Chernobyl accident happen?", "1986-04-26"),
    ("唐山大地震发生在哪天？", "When did the Tangshan earthquake happen?", "1976-07-28"),
    ("汶川地震发生在哪天？", "When did the Wenchuan earthquake happen?", "2008-05-12"),
    ("肯尼迪总统是哪天遇刺的？", "When was President Kennedy shot?", "1963-11-22"),
    ("巴士底狱是哪天被攻占的？", "When was the Bastille stormed?", "1789-07-14"),
    ("滑铁卢战役发生在哪天？", "When was the Battle of Waterloo?", "1815-06-18"),
    ("中国第一颗原子弹是哪天爆炸成功的？", "When was China's first atomic bomb tested?", "1964-10-16"),
)
YEARS = (
    ("明朝建立于哪一年？", "In what year was the Ming dynasty founded?", "1368"),
    ("哥伦布首次到达美洲是哪一年？", "In what year did Columbus first reach America?", "1492"),
    ("君士坦丁堡陷落于哪一年？", "In what year did Constantinople fall?", "1453"),
    ("苏伊士运河通航于哪一年？", "In what year was the Suez Canal opened?", "1869"),
    ("《物种起源》出版于哪一年？", "In what year was On the Origin of Species published?", "1859"),
    ("DNA双螺旋结构发表于哪一年？", "In what year was the double helix published?", "1953"),
    ("科举制度废除于哪一年？", "In what year was the imperial examination abolished?", "1905"),
    ("诺曼征服发生在哪一年？", "In what year was the Norman conquest?", "1066"),
)
DURATIONS = (
    ("足球比赛的常规时间是多少？", "How long is the regular time of a football match?", "90", "min"),
    ("中国法定产假是多少天？", "How long is the statutory maternity leave in China?", "98", "day"),
    ("中国发明专利的保护期是多久？", "How long does a Chinese invention patent last?", "20", "year"),
    ("美国总统任期是多久？", "How long is the term of a US president?", "4", "year"),
    ("劳动合同试用期最长多久？", "What is the longest probation period in China?", "6", "month"),
    ("碳14的半衰期是多久？", "What is the half-life of carbon-14?", "5730", "year"),
    ("潜伏期观察通常是多久？", "How long was the usual quarantine?", "14", "day"),
    ("硕士项目的学制是多久？", "How long does the one-and-a-half-year course last?", "18", "month"),
    ("电影《泰坦尼克号》的片长是多少？", "What is the running time of the film Titanic?", "195", "min"),
)
MONEY = (
    ("美国购买阿拉斯加花了多少钱？", "How much did the United States pay for Alaska?", "7200000", "USD"),
    ("美国购买路易斯安那花了多少钱？", "What was the price of the Louisiana Purchase?", "15000000", "USD"),
    ("推特的收购价是多少？", "What was the price of the takeover of Twitter?", "44000000000", "USD"),
    ("第一代苹果手机在美国的起售价是多少？", "What was the starting price of the first iPhone in the United States?", "499", "USD"),
    ("中国存款保险的偿付限额是多少？", "What is the limit of deposit insurance in China?", "500000", "元"),
    ("中国个人所得税每月基本减除费用是多少？", "What is the monthly basic deduction of Chinese income tax?", "5000", "元"),
    ("阿里巴巴2021年被罚款多少？", "What was the fine of Alibaba in 2021?", "18228000000", "元"),
    ("欧盟存款保险的限额是多少？", "What is the limit of deposit insurance in the European Union?", "100000", "EUR"),
    ("英国存款保险在2017年的限额是多少？", "What was the limit of British deposit insurance in 2017?", "85000", "GBP"),
)
RANGES = (
    ("空腹血糖的正常范围是多少？", "What is the normal range of fasting glucose?", "3.9", "6.1", "mmol/L"),
    ("疫苗的冷藏温度范围是多少？", "At what temperature are vaccines kept?", "2", "8", "°C"),
    ("血清钾的正常范围是多少？", "What is the normal range of serum potassium?", "3.5", "5.5", "mmol/L"),
    ("成年人建议睡眠多长时间？", "How long should adults sleep?", "7", "9", "h"),
    ("成人每日建议饮水多少？", "How much should an adult drink a day?", "1500", "1700", "mL"),
    ("可见光的波长范围是多少？", "What is the range of wavelengths of visible light?", "380", "780", "nm"),
    ("婴儿何时添加辅食？", "At what age is solid food introduced?", "4", "6", "month"),
)
ROUNDED = (
    # the value, what people round it to when they say so, a number that does not agree
    ("地球赤道周长是多少千米？", "What is the circumference of the Earth at the equator?", "40075", "km", "40000", "41000"),
    ("光速是多少？", "What is the speed of light?", "299792", "km/s", "300000", "290000"),
    ("长城总长度是多少？", "How long is the Great Wall in all?", "21196", "km", "21200", "21100"),
    ("珠穆朗玛峰有多高？", "How high is Mount Everest?", "8848.86", "m", "8850", "8840"),
    ("地月平均距离是多少？", "What is the mean distance to the Moon?", "384400", "km", "384000", "394000"),
    ("日地平均距离是多少？", "What is the mean distance to the Sun?", "149597871", "km", "150000000", "15000000"),
)
SCIENCE = (
    ("阿伏伽德罗常数是多少？", "What is Avogadro's number?", "602214076000000000000000", "6.02214076", 23),
    ("地球的质量是多少千克？", "What is the mass of the Earth in kilograms?", "5972000000000000000000000", "5.972", 24),
    ("太阳的质量是多少千克？", "What is the mass of the Sun in kilograms?", "1989000000000000000000000000000", "1.989", 30),
    ("一光年约合多少米？", "How many metres are there in a light-year, to four digits?", "9461000000000000", "9.461", 15),
)
FRACTIONS = (
    ("北京时间比格林尼治时间早几分之几天？", "What part of a day is Beijing ahead of Greenwich?", 1, 3),
    ("宪法修正案需要几分之几的多数？", "What majority does a constitutional amendment need?", 2, 3),
    ("批准宪法修正案需要几分之几的州？", "What fraction of the states has to ratify an amendment?", 3, 4),
    ("地球上的水约几分之几用于灌溉的那一部分？", "What fraction of the pie is left over when three of its five pieces are eaten?", 2, 5),
)
ORDINALS = (
    ("林肯是美国第几任总统？", "Which number president of the United States was Lincoln?", 16),
    ("奥巴马是美国第几任总统？", "Which number president of the United States was Obama?", 44),
    ("2008年北京奥运会是第几届夏季奥运会？", "Which edition of the summer Olympics was Beijing 2008?", 29),
    ("2022年北京冬奥会是第几届冬奥会？", "Which edition of the winter Olympics was Beijing 2022?", 24),
)
# one number among several
SEVERAL = (("这个俱乐部有多少名会员？", "How many members does the club have?", "42"),)
