// Common Azerbaijani given names and surname stems, in today's Latin spelling: combined at random, they name nobody.

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

export const azerbaijaniMen = list(`
  Əli Məhəmməd Hüseyn Yusif Ömər Elvin Rəşad Orxan Tural Anar Elnur Vüsal Ramil Kənan Nicat Emin Samir Fərid Rövşən Elçin
  Vaqif Eldar Rauf Fuad Cavid Ceyhun Zaur İlqar Natiq Azər Araz Elşən Tofiq Şahin Mübariz Rəsul İbrahim Həsən Qurban Əhməd
  Murad Kamran Ülvi Sənan Taleh Xəyal Rüfət Mahir Asif Oqtay Fikrət Sabir Ayaz Cəmil Namiq Pərviz Vidadi Ziya Aydın Nəsimi
  Yaşar Bəxtiyar Şəmsi Əkbər Ağakərim Cabbar Hikmət Süleyman Qəhrəman Toğrul`);

export const azerbaijaniWomen = list(`
  Aysel Günel Leyla Nigar Aygün Sevda Nərmin Fidan Gülnarə Səbinə Lalə Könül Aytən Ülviyyə Nuray Zəhra Fatimə Mədinə Xədicə
  Məryəm Pərvanə Tərlan Afaq Şəbnəm Vüsalə Röya Elnarə Təranə Sevinc Gülşən İradə Jalə Həcər Zeynəb Arzu Aynur Çinarə Nailə
  Kəmalə Səkinə Rəna Solmaz Xatirə Dilarə Esmira Fəridə Gülər Humay İlahə Ceyran Mələk Nəzakət Ofeliya Püstə Qönçə Ruhiyyə
  Samirə Şölə Ümidə Yeganə`);

/** Stems that take -ov/-ova, -yev/-yeva: the ending is chosen by the last letter. */
export const azerbaijaniStems = list(`
  Məmməd Əli Hüseyn Həsən Quli Cəfər İsmayıl Abdulla Əhməd Ağa Xəlil Rəhim Kərim Musa İbrahim Süleyman Rüstəm Qasım Babay
  Nəbi Mustafa Səfər Vəli Oruc Nuri Rza Mirzə Qəhrəman Şirin Baxış Səməd Aslan Nəsib Həmid Şükür Tağı Zeynal Mehdi
  Salman Bağır Ələkbər Əsgər Cabbar Nəcəf Yusif Fərhad Mikayıl Gözəl Səlim Heydər Namaz Paşa Teymur İskəndər Cavad Lətif
  Fətəli Məhərrəm Bayram Novruz Ramazan Qurban Həbib Əzim Osman`);

/** Surnames that stay as they are for both sexes. */
export const azerbaijaniPlainSurnames = list(`
  Əlizadə Hüseynli Məmmədli Qasımzadə İsmayıllı Rzazadə Cəfərli Nəsirli Əhmədzadə Həsənli Kərimli Babazadə Səfərli Vəlizadə
  Quluzadə Şıxlı Bəyli Muradlı Abbaslı Ağazadə Mirzəzadə Talıblı Nurlu Sultanlı Xəlilzadə Tağızadə Oruclu Rəsulzadə
  Heydərli Zeynallı`);
