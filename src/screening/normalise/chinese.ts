// Readings of Chinese names: characters of surnames and given names in pinyin, Wade-Giles and the Cantonese of Hong Kong papers (screening.md §3.4).
import type { ScriptReading } from "./scripts.ts";

/** Pinyin and the characters read so, simplified and traditional, that are usual in names. */
const PINYIN = `
AI 艾爱愛 AN 安 BAI 白柏 BAO 包宝寶鲍鮑保 BEI 贝貝北蓓 BIN 斌彬滨濱宾賓 BING 冰兵炳丙 BO 波博伯勃薄 CAI 蔡彩才财財 CAO 曹 CEN 岑 CHANG 常昌畅暢长長
CHAO 超朝潮晁 CHE 车車 CHEN 陈陳晨辰臣沉 CHENG 程成诚誠城承澄 CHI 池迟遲 CHONG 崇冲充 CHU 褚楚储儲初 CHUAN 川传傳 CHUN 春纯純淳 CUI 崔翠 DA 达達大
DAI 戴代 DAN 丹单單旦 DANG 党黨 DE 德 DENG 邓鄧登 DI 狄迪 DING 丁定鼎 DONG 董东東冬栋棟 DOU 窦竇 DU 杜 DUAN 段端 FAN 范範樊凡帆繁 FANG 方芳房防 FEI 费費飞飛菲斐
FEN 芬 FENG 冯馮风風峰丰豐凤鳳锋鋒枫楓 FU 傅付福富夫甫符 GAN 甘干 GANG 刚剛钢鋼 GAO 高 GE 葛戈歌 GENG 耿 GONG 龚龔宫宮公功 GOU 苟 GU 顾顧古谷 GUAN 关關管冠官 GUANG 光广廣
GUI 桂贵貴 GUO 郭国國果 HAI 海 HAN 韩韓汉漢寒涵翰 HANG 杭航 HAO 郝浩豪昊皓 HE 何贺賀和河荷鹤鶴赫 HENG 恒恆衡 HONG 洪红紅宏虹鸿鴻弘 HOU 侯后厚 HU 胡虎湖 HUA 华華花桦
HUAN 欢歡环環焕煥 HUANG 黄黃煌 HUI 惠慧辉輝会會晖暉卉 HUO 霍火 JI 季纪紀吉姬嵇继繼佶吉集 JIA 贾賈佳嘉家甲 JIAN 简簡建健剑劍坚堅 JIANG 江姜蒋蔣疆 JIAO 焦娇嬌 JIE 杰傑洁潔捷婕
JIN 金晋晉锦錦进進津瑾 JING 景靖静靜晶京敬婧 JIU 久九 JU 菊巨 JUAN 娟 JUN 军軍俊君骏駿钧鈞 KAI 凯凱开開 KANG 康 KE 柯可克 KONG 孔 KUANG 匡邝鄺 KUI 奎 KUN 坤昆 LAI 赖賴来來 LAN 兰蘭蓝藍岚嵐
LANG 郎朗 LE 乐樂 LEI 雷磊蕾 LENG 冷 LI 李黎厉厲利力立丽麗莉理礼禮励勵里荔 LIAN 连連莲蓮廉 LIANG 梁良亮 LIAO 廖 LIN 林琳霖麟 LING 凌玲灵靈令 LIU 刘劉柳流 LONG 龙龍隆 LOU 楼樓 LU 陆陸卢盧鲁魯路露璐吕
LUAN 栾欒 LUN 伦倫 LUO 罗羅骆駱洛 LV 吕呂 MA 马馬玛瑪 MAI 麦麥 MAN 满滿曼 MAO 毛茂 MEI 梅美媚 MENG 孟蒙梦夢 MI 米 MIAO 苗妙 MIN 敏民闵閔 MING 明鸣鳴铭銘 MO 莫墨 MU 穆牧木慕 NA 娜那 NAN 南男楠
NI 倪妮尼 NIE 聂聶 NING 宁寧 NIU 牛钮 OU 欧歐区區 PAN 潘盼 PANG 庞龐 PEI 裴沛培佩 PENG 彭鹏鵬朋 PING 平萍 PU 蒲朴濮 QI 齐齊戚祁奇琪琦启啟其 QIAN 钱錢千谦謙倩 QIANG 强強 QIAO 乔喬巧 QIN 秦琴勤钦欽
QING 青庆慶清晴卿 QIU 邱丘秋裘仇 QU 曲屈瞿 QUAN 全权權泉 RAN 冉然 RAO 饶饒 REN 任仁人 RONG 荣榮蓉容融 RU 如茹汝 RUAN 阮 RUI 瑞睿锐銳蕊 RUN 润潤 SEN 森 SHA 沙莎 SHAN 山珊单善 SHANG 尚商 SHAO 邵少绍紹
SHEN 沈申深慎 SHENG 盛胜勝生升圣聖 SHI 石施史时時师師士世诗詩实實 SHOU 寿壽 SHU 舒书書树樹淑 SHUAI 帅帥 SHUANG 双雙爽 SHUI 水 SI 司思斯四 SONG 宋松颂頌 SU 苏蘇素肃肅 SUI 隋 SUN 孙孫 TAI 泰台 TAN 谭譚谈談檀
TANG 唐汤湯棠 TAO 陶涛濤桃 TENG 滕腾騰 TIAN 田天甜 TIE 铁鐵 TING 婷庭廷亭 TONG 童佟同彤通 TU 屠涂 WAN 万萬婉宛 WANG 王汪旺望 WEI 魏韦韋卫衛伟偉为為维維威薇巍炜煒玮瑋 WEN 温溫文闻聞雯 WENG 翁 WO 沃
WU 吴吳武伍邬鄔五午 XI 席奚习習西喜希曦熙 XIA 夏霞 XIAN 冼贤賢先显顯 XIANG 向项項祥香翔湘 XIAO 肖萧蕭晓曉小孝笑潇瀟 XIE 谢謝解 XIN 辛新欣鑫心信馨 XING 邢星兴興行杏 XIONG 熊雄 XIU 秀修 XU 徐许許续旭 XUAN 宣轩軒萱
XUE 薛学學雪 XUN 荀勋勳 YA 雅亚亞 YAN 严嚴颜顏阎閻闫燕艳豔岩炎彦彥言妍 YANG 杨楊阳陽洋扬揚羊 YAO 姚尧堯瑶瑤耀 YE 叶葉业業 YI 易伊一义義怡艺藝益毅宜仪儀依逸 YIN 尹殷银銀音印 YING 应應英颖穎莹瑩盈 YONG 雍永勇咏 YOU 尤游友
YU 于余俞虞郁喻玉宇雨禹钰鈺瑜 YUAN 袁元源远遠园園媛 YUE 岳月悦悅越 YUN 云雲允芸韵 ZENG 曾增 ZHAN 詹展战戰 ZHANG 张張章彰 ZHAO 赵趙昭兆 ZHE 哲喆 ZHEN 甄真珍振震贞貞 ZHENG 郑鄭正政征峥崢 ZHI 支志智芝之知致
ZHONG 钟鐘鍾仲忠中 ZHOU 周州舟 ZHU 朱祝诸諸竹珠 ZHUANG 庄莊 ZHUO 卓 ZI 子紫梓 ZOU 邹鄒 ZU 祖 ZUO 左
`;

/** Surnames of Hong Kong and Macao papers by their pinyin: the Cantonese in the Government's romanisation. */
const CANTONESE: ReadonlyMap<string, string> = new Map(
  `CHEN=CHAN HUANG=WONG WANG=WONG LI=LEE ZHANG=CHEUNG LIN=LAM WU=NG LIU=LAU ZHENG=CHENG HE=HO LIANG=LEUNG ZHOU=CHOW YE=YIP GUO=KWOK
   YANG=YEUNG CAI=CHOI LUO=LAW XU=HUI FENG=FUNG DENG=TANG XIE=TSE ZENG=TSANG SU=SO LU=LO ZHU=CHU HU=WU YU=YU PAN=POON ZHONG=CHUNG ZHAO=CHIU
   GAO=KO SUN=SUEN GUAN=KWAN TANG=TONG FANG=FONG MAI=MAK JIANG=KONG MO=MOK WEN=WAN YUAN=YUEN OU=AU DING=TING PENG=PANG XIAO=SIU TAN=TAM
   YAO=YIU HAN=HON CHENG=CHING RUAN=YUEN SHI=SHEK DU=TO YAN=YIM KUANG=KWONG LEI=LUI SHEN=SHUM QIU=YAU`
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split("=") as [string, string]),
);

/** Surnames of two characters. */
const DOUBLE =
  /^(?:欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|司徒|东方|東方|皇甫|尉迟|尉遲|公孙|公孫|慕容|令狐|夏侯)/u;

const pinyinOf: ReadonlyMap<string, string> = readTable();

function readTable(): Map<string, string> {
  const table = new Map<string, string>();
  const words = PINYIN.trim().split(/\s+/);
  for (let at = 0; at + 1 < words.length; at += 2) {
    for (const character of words[at + 1] ?? "") {
      if (!table.has(character)) table.set(character, words[at] ?? "");
    }
  }
  return table;
}

/** A name of two to four characters written as one word: surname and given name; other words as they are. */
export function chineseParts(word: string): readonly string[] {
  const characters = Array.from(word);
  if (!/^\p{Script=Han}{2,4}$/u.test(word)) return [word];
  const surname = DOUBLE.test(word) && characters.length > 2 ? 2 : 1;
  return [characters.slice(0, surname).join(""), characters.slice(surname).join("")];
}

/** Pinyin of a run of characters, then Wade-Giles and the Cantonese of a surname; empty when a character is not known. */
export function hanReadings(word: string): readonly ScriptReading[] {
  const syllables: string[] = [];
  for (const character of word) {
    const syllable = pinyinOf.get(character);
    if (syllable === undefined) return [];
    syllables.push(syllable);
  }
  const text = syllables.join("");
  return text === ""
    ? []
    : [{ text: text.replaceAll("LV", "LU"), cost: 0 }, ...otherSpellings(syllables, 0.3)];
}

const SYLLABLE =
  "(?:ZH|CH|SH|[BPMFDTNLGKHJQXRZCSYW])?(?:IANG|IONG|UANG|ANG|ENG|ING|ONG|IAN|IAO|UAI|UAN|AI|EI|AO|OU|AN|EN|IN|UN|IA|IE|IU|UA|UO|UI|UE|ER|A|O|E|I|U)";
const PINYIN_WORD = new RegExp(`^(?:${SYLLABLE}){1,3}$`);
const EACH_SYLLABLE = new RegExp(SYLLABLE, "g");

/** Other spellings of a Latin word that may be pinyin: Wade-Giles, and Cantonese for a surname of one syllable. */
export function pinyinReadings(word: string): readonly ScriptReading[] {
  if (word.length > 12 || !PINYIN_WORD.test(word)) return [];
  return otherSpellings(word.match(EACH_SYLLABLE) ?? [], 0.5);
}

function otherSpellings(syllables: readonly string[], cost: number): ScriptReading[] {
  const text = syllables.join("");
  const readings: ScriptReading[] = [];
  const wadeGiles = syllables.map(wadeGilesOf).join("");
  if (wadeGiles !== text) readings.push({ text: wadeGiles, cost });
  const cantonese = syllables.length === 1 ? CANTONESE.get(text) : undefined;
  if (cantonese !== undefined && cantonese !== text) readings.push({ text: cantonese, cost: cost + 0.5 });
  return readings;
}

const WADE_GILES: readonly (readonly [RegExp, string])[] = [
  [/^(ZH|CH)I$/, "CHIH"],
  [/^SHI$/, "SHIH"],
  [/^RI$/, "JIH"],
  [/^[ZC]I$/, "TZU"],
  [/^SI$/, "SSU"],
  [/^YI$/, "I"],
  [/^YOU$/, "YU"],
  [/^YAN$/, "YEN"],
  [/^ER$/, "ERH"],
  [/^([GKH])E$/, "$1O"],
  [/^([DTNLZCSR]|ZH|CH)UO$/, "$1O"],
  [/^([GK])UI$/, "$1UEI"],
  [/IAN$/, "IEN"],
  [/([IUY])E$/, "$1EH"],
  [/ONG$/, "UNG"],
  [/^ZH|^[JQ](?=[IU])/, "CH"],
  [/^X/, "HS"],
  [/^R/, "J"],
  [/^[ZC](?=[AEOU])/, "TS"],
  [/^B/, "P"],
  [/^D/, "T"],
  [/^G/, "K"],
];

/** A pinyin syllable in Wade-Giles without its apostrophes, as passports of Taiwan write it. */
function wadeGilesOf(syllable: string): string {
  let out = syllable;
  for (const [pattern, spelt] of WADE_GILES) out = out.replace(pattern, spelt);
  return out;
}
