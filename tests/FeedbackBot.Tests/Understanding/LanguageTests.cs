namespace FeedbackBot.Tests.Understanding;

public class LanguageTests
{
    [Theory]
    [InlineData("我的快递丢了", "zh-Hans")]
    [InlineData("我的快遞丟了", "zh-Hant")]
    [InlineData("這個產品有問題，請幫我處理", "zh-Hant")]
    [InlineData("这个产品有问题，请帮我处理", "zh-Hans")]
    [InlineData("My parcel is lost", "en")]
    [InlineData("refund", "en")]
    [InlineData("Great service!", "en")]
    [InlineData("brand new hat", "en")]
    [InlineData("我的 iPhone 15 Pro Max 屏幕碎了", "zh-Hans")]
    [InlineData("I ordered 红烧肉 and it was cold", "en")]
    [InlineData("Hi，我想退货", "zh-Hans")]
    [InlineData("这个app一直crash，客服email也不回", "zh-Hans")]
    [InlineData("AB12345678", "und")]
    [InlineData("12345", "und")]
    [InlineData("👍👍", "und")]
    [InlineData("???", "und")]
    [InlineData("李伟", "und")]
    [InlineData("Zhang Wei", "und")]
    [InlineData("Kowalczyk", "und")]
    [InlineData("注文した商品がまだ届きません", "und")]
    [InlineData("배송이 너무 늦어요", "und")]
    [InlineData("Где моя посылка?", "und")]
    [InlineData("أين طلبي؟", "und")]
    [InlineData("¿Dónde está mi pedido?", "und")]
    [InlineData("Mi paquete no ha llegado", "und")]
    [InlineData("Où est ma commande ? Je n'ai rien reçu", "und")]
    [InlineData("Wo ist meine Bestellung? Ich warte seit zwei Wochen", "und")]
    [InlineData("Il mio pacco non è arrivato", "und")]
    [InlineData("Onde está o meu pedido?", "und")]
    [InlineData("สินค้ายังไม่มาส่ง", "und")]
    public void The_language_is_told_or_left_open(string text, string language) => Reader.Read(text).Language.ShouldBe(language);

    [Theory]
    [InlineData("注文した商品がまだ届きません")]
    [InlineData("배송이 너무 늦어요")]
    [InlineData("Где моя посылка?")]
    [InlineData("¿Dónde está mi pedido?")]
    [InlineData("Wo ist meine Bestellung? Ich warte seit zwei Wochen")]
    public void A_language_nobody_reads_has_no_feeling_and_no_kind(string text)
    {
        var reading = Reader.Read(text);
        reading.Sentiment.ShouldBeNull();
        reading.Kind.ShouldBeNull();
        reading.Topics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    public void Nothing_is_read_from_nothing(string text) => Reader.Read(text).Kind.ShouldBeNull();

    [Fact]
    public void The_page_decides_only_where_the_script_does_not_tell()
    {
        Reader.Read("我要退款", "zh-Hant").Language.ShouldBe("zh-Hant");
        Reader.Read("我的快递丢了", "zh-Hant").Language.ShouldBe("zh-Hans");
        Reader.Read("My parcel is lost", "zh-Hans").Language.ShouldBe("en");
    }

    [Fact]
    public void Full_width_letters_are_read_like_others() => Reader.Read("Ｉ　ｗａｎｔ　ａ　ｒｅｆｕｎｄ").Language.ShouldBe("en");
}
