// Given names and surnames of origins that the name package lacks or has without common ones: invented combinations only.

const list = (text: string): readonly string[] => text.trim().split(/\s+/);
/** `Latin=native` pairs. */
const pairs = (text: string): readonly (readonly [string, string])[] =>
  list(text).map((pair) => {
    const [latin = "", native = ""] = pair.split("=");
    return [latin.replaceAll("_", " "), native.replaceAll("_", " ")] as const;
  });

export const georgianMen = list(`
  Giorgi Davit Levan Nika Luka Zurab Irakli Lasha Tornike Vakhtang Tamaz Gocha Archil Otar Shota Mamuka Besik Malkhaz Avtandil
  Sandro Giga Temur Revaz Guram Merab Zaza Paata Koba Ramaz Jaba`);
export const georgianWomen = list(`
  Nino Mariam Ana Tamar Ketevan Nana Eka Natia Salome Maia Lela Tinatin Khatuna Manana Nato Irma Tea Sopio Elene Marine Rusudan
  Lia Nestan Teona Maka Lali Medea Nutsa`);
export const georgianSurnames = list(`
  Beridze Kapanadze Gelashvili Maisuradze Giorgadze Lomidze Tsiklauri Kvaratskhelia Nozadze Khutsishvili Mikeladze Bolkvadze
  Abuladze Chkheidze Dolidze Jikia Kiknadze Shengelia Tsereteli Gogoladze Lortkipanidze Mchedlishvili Nadiradze Okruashvili
  Papiashvili Robakidze Sulaberidze Tabatadze Vashakidze Zhvania Gabunia Dzidziguri Kvirkvelia Samkharadze Ghlonti Putkaradze`);

export const persianMen = pairs(`
  Mohammad=محمد Ali=علی Hossein=حسین Reza=رضا Mehdi=مهدی Amir=امیر Hassan=حسن Ahmad=احمد Saeed=سعید Hamid=حمید Majid=مجید
  Javad=جواد Masoud=مسعود Behrouz=بهروز Farhad=فرهاد Kaveh=کاوه Siavash=سیاوش Arash=آرش Babak=بابک Morteza=مرتضی
  Mostafa=مصطفی Ebrahim=ابراهیم Yousef=یوسف Davoud=داوود Kamran=کامران Ramin=رامین Vahid=وحید Naser=ناصر Iraj=ایرج
  Gholamreza=غلامرضا`);
export const persianWomen = pairs(`
  Fatemeh=فاطمه Zahra=زهرا Maryam=مریم Narges=نرگس Leila=لیلا Shirin=شیرین Parisa=پریسا Nasrin=نسرین Mina=مینا Sara=سارا
  Azadeh=آزاده Elham=الهام Neda=ندا Somayeh=سمیه Roya=رویا Mahsa=مهسا Niloufar=نیلوفر Golnaz=گلناز Ziba=زیبا Simin=سیمین
  Farzaneh=فرزانه Atefeh=عاطفه Laleh=لاله Marzieh=مرضیه`);
export const persianSurnames = pairs(`
  Ahmadi=احمدی Hosseini=حسینی Mohammadi=محمدی Karimi=کریمی Rahimi=رحیمی Rezaei=رضایی Moradi=مرادی Jafari=جعفری
  Ebrahimi=ابراهیمی Sadeghi=صادقی Ghasemi=قاسمی Hashemi=هاشمی Tehrani=تهرانی Shirazi=شیرازی Tabrizi=تبریزی
  Hosseinzadeh=حسین‌زاده Alizadeh=علیزاده Gholizadeh=قلی‌زاده Rahmanpour=رحمانپور Esmailpour=اسماعیل‌پور
  Mahdavi=مهدوی Zamani=زمانی Norouzi=نوروزی Bagheri=باقری Nazari=نظری Salehi=صالحی Asadi=اسدی Ardabili=اردبیلی
  Khalilnejad=خلیل‌نژاد Farahani=فراهانی Mirzaei=میرزایی Sharifi=شریفی Yousefi=یوسفی Ghorbani=قربانی`);

export const arabicMen = pairs(`
  Mohammed=محمد Ahmed=أحمد Ali=علي Hassan=حسن Hussein=حسين Omar=عمر Khaled=خالد Yousef=يوسف Ibrahim=إبراهيم Abdullah=عبدالله
  Abdulrahman=عبدالرحمن Saleh=صالح Fahad=فهد Saud=سعود Faisal=فيصل Tariq=طارق Nasser=ناصر Majed=ماجد Hamad=حمد Sultan=سلطان
  Mansour=منصور Bilal=بلال Karim=كريم Mustafa=مصطفى Mahmoud=محمود Rashid=راشد Jamal=جمال Walid=وليد Ziad=زياد Sami=سامي
  Abdulaziz=عبدالعزيز Salem=سالم`);
export const arabicWomen = pairs(`
  Fatima=فاطمة Aisha=عائشة Maryam=مريم Noura=نورة Sara=سارة Huda=هدى Layla=ليلى Amal=أمل Hanan=حنان Reem=ريم Salma=سلمى
  Zainab=زينب Khadija=خديجة Amina=أمينة Rania=رانيا Dalia=داليا Samira=سميرة Yasmin=ياسمين Nadia=نادية Lubna=لبنى Hind=هند
  Mona=منى Abeer=عبير Shaikha=شيخة`);
export const arabicSurnames = pairs(`
  Al_Otaibi=العتيبي Al_Ghamdi=الغامدي Al_Harbi=الحربي Al_Qahtani=القحطاني Al_Shehri=الشهري Al_Mutairi=المطيري
  Al_Zahrani=الزهراني Al_Dosari=الدوسري Al_Balushi=البلوشي Al_Mansoori=المنصوري Al_Hashimi=الهاشمي Al_Ali=العلي
  Al_Najjar=النجار Al_Khatib=الخطيب Al_Jabri=الجابري Al_Rawi=الراوي Al_Tikriti=التكريتي Haddad=حداد Khalil=خليل
  Mansour=منصور Saleh=صالح Darwish=درويش Nasser=ناصر Hamdan=حمدان Qasim=قاسم Al_Sayed=السيد El_Masry=المصري
  Al_Kuwari=الكواري Al_Enezi=العنزي Al_Rashidi=الرشيدي`);

export const kazakhMen = pairs(`
  Nurlan=Нұрлан Yerlan=Ерлан Askar=Асқар Daulet=Дәулет Timur=Тимур Arman=Арман Bauyrzhan=Бауыржан Serik=Серік Kairat=Қайрат
  Marat=Марат Ruslan=Руслан Azamat=Азамат Yerbol=Ербол Sanzhar=Санжар Aidos=Айдос Dias=Диас Almas=Алмас Talgat=Талғат
  Darkhan=Дархан Zhandos=Жандос Alibek=Әлібек Nursultan=Нұрсұлтан Madi=Мәди Temirlan=Темірлан`);
export const kazakhWomen = pairs(`
  Aigul=Айгүл Gulnara=Гүлнара Aizhan=Айжан Dinara=Динара Saule=Сәуле Madina=Мәдина Asel=Әсел Zarina=Зарина Aruzhan=Аружан
  Dana=Дана Kamila=Камила Zhanar=Жанар Botagoz=Ботагөз Laura=Лаура Ainur=Айнұр Gaukhar=Гауһар Tomiris=Томирис Akmaral=Ақмарал`);
export const kazakhSurnameStems = list(`
  Akhmet Nurpeis Zhumabay Sadyk Bekmukhamed Ospan Tulegen Kenzhebek Ibra Serik Abdrakhman Kassym Iskak Sultan Omar Mukan Zhakup
  Baimukhan Duisen Alimzhan Rakhim Yergali Shaken Temirbek`);

export const pakistaniMen = list(`
  Muhammad Ali Ahmed Usman Bilal Asif Faisal Kamran Hamza Tariq Nadeem Shahid Zubair Adnan Farhan Waqas Junaid Rashid Saad
  Naveed Irfan Arshad Sajid Khurram`);
export const pakistaniWomen = list(`
  Ayesha Fatima Sana Hina Maryam Sadia Nadia Zainab Rabia Amna Saima Bushra Farah Uzma Khadija Iqra Mehwish Shazia`);
export const pakistaniSurnames = list(`
  Khan Ahmed Malik Hussain Butt Chaudhry Sheikh Qureshi Mirza Siddiqui Raza Iqbal Akhtar Javed Mehmood Aslam Bhatti Rehman Abbasi
  Ansari Baig Dar Farooqi Gondal Hashmi Janjua Khattak Lodhi`);

export const indianMen = list(`
  Rahul Amit Sanjay Vijay Rajesh Suresh Anil Arjun Rohan Vikram Karan Nikhil Aditya Manoj Deepak Ravi Ashok Harish Pranav Siddharth
  Ajay Gaurav Naveen Prakash Ramesh`);
export const indianWomen = list(`
  Priya Anjali Pooja Neha Kavita Sunita Deepika Ananya Divya Meera Lakshmi Sneha Ritu Shreya Swati Rekha Nisha Aishwarya Geeta`);

export const israeliMen = list(`
  David Yosef Moshe Avraham Daniel Eitan Noam Uri Amit Yonatan Itai Omer Shlomo Yaakov Ariel Gilad Ronen Lior Nadav Boris Igor`);
export const israeliWomen = list(`
  Noa Tamar Yael Michal Shira Maya Sarah Rachel Esther Hila Adi Rivka Dana Liat Orly Keren Talia Galina Svetlana`);
export const israeliSurnames = list(`
  Cohen Levi Mizrahi Peretz Biton Dahan Avraham Friedman Malka Azoulay Katz Yosef David Amar Ohayon Hadad Gabay Ben_David Shapira
  Goldberg Klein Segal Shmueli Agronov Ilizarov Yusufov Rabinovich Weiss Barak Navon`).map((name) =>
  name.replace("_", " "),
);

export const chineseSurnames = list(`
  Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang Deng Han Feng Cao`);
export const chineseSyllables = list(`
  Wei Fang Na Min Jing Li Qiang Lei Jun Yang Yong Yan Jie Juan Tao Ming Chao Xiu Xia Ping Gang Gui Hong Bin Hui Lan Mei Ting Xin
  Yu Zhi Hao Bo Chen Dong Jia Kai`);

/** Common given names of origins whose package lists are long and old-fashioned: chosen for most travellers. */
export const commonGivenNames: Readonly<
  Record<string, { men: readonly string[]; women: readonly string[] }>
> = {
  ru: {
    men: list(`Александр Сергей Дмитрий Андрей Алексей Максим Иван Михаил Николай Владимир Павел Роман Игорь Олег Юрий Виктор
      Антон Денис Артём Кирилл Евгений Илья Константин Вадим Тимур`),
    women:
      list(`Елена Ольга Наталья Татьяна Ирина Светлана Анна Мария Екатерина Юлия Анастасия Дарья Людмила Галина Марина
      Виктория Ксения Алина Полина Надежда Вера Лариса Оксана`),
  },
  uk: {
    men: list(
      `Олександр Сергій Андрій Володимир Микола Іван Дмитро Богдан Тарас Юрій Максим Олег Віталій Роман Євген`,
    ),
    women: list(
      `Олена Наталія Оксана Ірина Марія Тетяна Анна Юлія Катерина Людмила Світлана Галина Вікторія Дарина`,
    ),
  },
  tr: {
    men: list(`Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim Murat Yusuf Ömer Emre Burak Can Kemal Fatih Serkan Oğuz Volkan Cem
      Tolga Barış Onur Uğur Hakan Kaan Selim`),
    women:
      list(`Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Zehra Sultan Özlem Esra Merve Büşra Kübra Gülşah Pınar Sevgi
      Derya Ebru Tuğba Çiğdem Selin Ceren`),
  },
  de: {
    men: list(`Thomas Michael Andreas Peter Stefan Christian Martin Jürgen Klaus Markus Jörg Tobias Florian Lukas Jonas Felix
      Sebastian Matthias Günther Holger`),
    women:
      list(`Sabine Susanne Petra Monika Claudia Andrea Julia Anna Katharina Stefanie Nicole Heike Lena Laura Sophie Christine
      Birgit Ursula Käthe Franziska`),
  },
  fr: {
    men: list(`Jean Pierre Michel Philippe Nicolas Julien Thomas Antoine François Laurent Sébastien Olivier Éric Vincent Hugo Lucas
      Mathieu Rémi Jean-Luc Benoît`),
    women:
      list(`Marie Nathalie Isabelle Sylvie Catherine Sophie Camille Julie Céline Claire Émilie Hélène Anne-Marie Manon Léa
      Chloé Françoise Aurélie Élodie Pauline`),
  },
  it: {
    men: list(`Giuseppe Giovanni Antonio Marco Luca Andrea Francesco Mario Alessandro Paolo Roberto Stefano Matteo Davide Simone
      Lorenzo Federico Fabio Nicolò`),
    women:
      list(`Maria Anna Giulia Francesca Chiara Sara Laura Valentina Elena Paola Martina Alessandra Silvia Elisa Giorgia
      Federica Roberta Ilaria Beatrice`),
  },
  en: {
    men: list(`James John Robert Michael William David Richard Thomas Charles Daniel Matthew Andrew Paul Mark Steven George Kevin
      Edward Oliver Harry Jack Simon Neil Ian Gareth`),
    women:
      list(`Mary Patricia Jennifer Linda Elizabeth Susan Jessica Sarah Karen Emma Olivia Sophie Charlotte Amelia Helen Claire
      Victoria Rachel Fiona Joanne Alison Heather`),
  },
  pl: {
    men: list(
      `Piotr Krzysztof Andrzej Tomasz Paweł Marcin Michał Łukasz Jakub Grzegorz Wojciech Stanisław Rafał Mateusz`,
    ),
    women: list(
      `Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Magdalena Joanna Zofia Aleksandra Monika Łucja`,
    ),
  },
  es: {
    men: list(
      `Antonio José Manuel Francisco Juan David Javier Carlos Daniel Miguel Alejandro Pablo Sergio Álvaro Íñigo`,
    ),
    women: list(
      `María Carmen Ana Isabel Laura Cristina Marta Lucía Elena Paula Sofía Raquel Pilar Begoña Inés`,
    ),
  },
  uz: {
    men: list(
      `Rustam Alisher Sherzod Jasur Bobur Otabek Ulug‘bek Farrux Sardor Bekzod Dilshod Anvar Shuhrat Aziz Jamshid`,
    ),
    women: list(
      `Dilnoza Nodira Gulnora Feruza Malika Zulfiya Nigora Sevara Shahnoza Umida Nilufar Barno Lola Mohira`,
    ),
  },
};
