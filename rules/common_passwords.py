"""The passwords that guessers try first, of those long enough to be allowed: what is refused even where no larger list is installed.

Gathered by hand from what the yearly lists of commonest passwords agree on, and from the habits of Chinese users they speak of
(520 and 1314, woaini, QQ numbers, keyboards walked in columns). Compared without regard to case.
"""

from typing import Final

_WORDS: Final = """
1234567890 12345678910 123456789a 123456789q 12345678a 12345678q 1234567a 123456abc 123456aa 123456qq 123456qwe 123456asd 123456zxc
123123123 12312312 123321123 112233445566 11223344 1122334455 123654789 147258369 147852369 159357258 741852963 789456123 987654321a
0123456789 00000000a 11111111a 88888888a 66666666a 1234abcd abcd1234 abc123456 abc12345 abcd123456 abcde12345 aa123456 aa12345678
aaa123456 a1234567 a12345678 a123456789 a123123123 a11111111 as123456 asd123456 asdf1234 qq123456 qq123456789 qq12345678 qq1234567
qwe123456 qwe123qwe qwer1234 qwert12345 qwerty123 qwerty1234 qwerty12 qwertyui qwertyuiop asdfghjk asdfghjkl zxcvbnm1 zxcvbnm123
1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 qazwsx123 qazwsxedc zaq12wsx q1w2e3r4 q1w2e3r4t5 zxc123456
password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword pa55word pass1234 passport iloveyou iloveyou1 iloveyou2
letmein1 welcome1 welcome123 admin123 admin1234 admin12345 admin123456 administrator root1234 root123456 test1234 test123456 guest123
sunshine princess football baseball superman trustno1 starwars whatever computer michelle jennifer chocolate butterfly liverpool
monkey123 dragon123 shadow123 master123 charlie1 freedom1 internet samsung1 google123 facebook changeme changeme123 secret123
woaini1314 woaini520 woaini521 woaini123 woaini1314520 woaini5201314 5201314520 5201314a 5201314qq 52013141 13145201 1314520a 5201314woaini
woaiwojia woaiwoziji woaiwolaopo woaizhongguo aini1314 zhongguo iloveu520 love1314 love5201314 wo123456 wang123456 zhang123456
li123456 liu123456 chen123456 yang123456 zhao123456 huang123456 xiaoming xiaoming123 zhangsan zhangsan123 lisi1234 nihao123 nihaoma123
caonima123 wodemima mima1234 mima123456 dearbook iloveyou1314 taobao123 baidu123 wangyut2 163163163 110110110 119119119 120120120
123qweasd 123qweasdzxc 123qwe123qwe qweasdzxc qweasd123 zaqwsxcde 1a2b3c4d 1a2b3c4d5e a1b2c3d4 a1s2d3f4 q123456789 z123456789 w123456789
biye2023 biye2024 biye2025 biyesheng jiuye123 xuexiao123 daxue123 university graduate student1 student123 teacher123 school123
beijing2008 beijing123 shanghai123 quxiang123 quxiang2023 ncss123456 dengji123 gaoxiao123 chsi123456 xuexin123
19491001 20080808 20000101 19900101 19991231 20201234 19801010 12341234 43214321 10101010 12121212 01234567 76543210 13579246 24681357
"""

COMMON_PASSWORDS: Final = frozenset(_WORDS.split())
