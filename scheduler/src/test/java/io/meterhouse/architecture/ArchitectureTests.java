package io.meterhouse.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependency rule: warehouse, reports, jobs, scheduler; each may use what stands before it, and nothing after it. */
@AnalyzeClasses(packages = "io.meterhouse", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule theWarehouseKnowsNothingAboveIt = noClasses()
            .that()
            .resideInAPackage("io.meterhouse.warehouse..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.meterhouse.reports..", "io.meterhouse.jobs..", "io.meterhouse.scheduler..")
            .because("data flows one way; a shared thing belongs to the lowest module that needs it");

    @ArchTest
    static final ArchRule reportsKnowTheWarehouseOnly = noClasses()
            .that()
            .resideInAPackage("io.meterhouse.reports..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.meterhouse.jobs..", "io.meterhouse.scheduler..", "org.springframework..")
            .because("a report is rendered from marts, whoever asks for it");

    @ArchTest
    static final ArchRule jobsDoNotKnowWhoStartsThem = noClasses()
            .that()
            .resideInAPackage("io.meterhouse.jobs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.meterhouse.scheduler..", "picocli..", "me.tongfei..")
            .because("a job is started by hand, by the clock and by tests alike");

    @ArchTest
    static final ArchRule duckDbStopsAtTheWarehouse = noClasses()
            .that()
            .resideOutsideOfPackage("io.meterhouse.warehouse..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.duckdb..")
            .because("the warehouse module is the only one that knows DuckDB; use WarehouseWriter or SnapshotReader");

    @ArchTest
    static final ArchRule jasperStopsAtReports = noClasses()
            .that()
            .resideOutsideOfPackage("io.meterhouse.reports..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("net.sf.jasperreports..")
            .because("the reports module is the only one that renders");

    @ArchTest
    static final ArchRule mailStopsAtTheDelivery = noClasses()
            .that()
            .resideOutsideOfPackage("io.meterhouse.reports.delivery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
            .because("whoever sends mail hands a MailMessage to a MailServer");

    @ArchTest
    static final ArchRule batchStaysInJobs = noClasses()
            .that()
            .resideOutsideOfPackage("io.meterhouse.jobs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.batch..")
            .because("callers run Runs and never see Spring Batch");

    @ArchTest
    static final ArchRule quartzStaysInTheSchedule = noClasses()
            .that()
            .resideOutsideOfPackage("io.meterhouse.scheduler.schedule..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.quartz..")
            .because("callers start a Schedule and listen to it; every other command starts without Quartz");

    @ArchTest
    static final ArchRule settingsAreReadWithoutQuartz = noClasses()
            .that()
            .haveNameMatching(
                    ".*\\.(ScheduleProperties|ScheduledJobProperties|ScheduleState|ScheduleFile|RunningCommand)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.quartz..")
            .because(
                    "every command reads the settings, status reads what a daemon tells, and neither waits for Quartz");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.meterhouse.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theClockIsInjected = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("runs must be repeatable as on another date; take a java.time.Clock");

    @ArchTest
    static final ArchRule namesSayWhatAClassIsFor = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common|Misc)")
            .because("such a name hides the reason the class exists");

    @ArchTest
    static final ArchRule methodsDoNotSayGet = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .areTopLevelClasses()
            .and()
            .areDeclaredInClassesThat()
            .areNotInterfaces()
            .and()
            .arePublic()
            .should()
            .haveNameMatching("get[A-Z].*")
            .because("say find, load, render, or name the thing itself");

    @ArchTest
    static final ArchRule commandsArePackagePrivate = classes()
            .that()
            .haveSimpleNameEndingWith("Command")
            .and()
            .resideInAPackage("io.meterhouse.scheduler.cli")
            .should()
            .bePackagePrivate();
}
